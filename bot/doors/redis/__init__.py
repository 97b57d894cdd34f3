"""What the processes of one bot share through Redis in the scaled mode: pace, order of a person, visitors."""
