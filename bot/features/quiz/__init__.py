"""Quizzes: a person's session, what is asked, and how well questions work."""
