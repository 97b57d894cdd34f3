"""The commands for editors and organisers; one module or folder a command."""
