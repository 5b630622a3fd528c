"""What pages share: tables, charts, numbers, inputs and sentences on a screen."""
