"""Resources: operational funding, staff and offices."""
