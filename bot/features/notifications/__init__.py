"""What comes by itself, and a week in which nothing does."""
