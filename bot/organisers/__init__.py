"""What organisers ask at the command line: how campaigns will go (`plan`) and how they went (`report`)."""
