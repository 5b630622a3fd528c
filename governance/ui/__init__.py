"""What the pages share on the screen. Besides app.py and pages/ the only part that knows Streamlit."""
