"""`report` of the trial of repetition; campaigns and questions are reported by the organisers' feature."""
