"""The SQL of quizzes: attempts and answers, missed questions that come back, how each question works."""
