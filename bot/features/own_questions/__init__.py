"""Own questions: a teacher's own words on their screen, projector and paper; a pupil's chat has letters."""
