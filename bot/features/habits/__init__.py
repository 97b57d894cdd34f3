"""My habits: an unscored look at oneself, and a small plan."""
