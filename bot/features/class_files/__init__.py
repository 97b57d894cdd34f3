"""What a class takes with it as a file: its due days for a calendar, and a picture to keep."""
