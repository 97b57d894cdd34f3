"""What is stored of live quizzes, and of the groups in which some are held."""
