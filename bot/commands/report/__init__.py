"""`report` of the trial of repetition; the organisers' feature reports campaigns and questions."""
