"""The commands of editors and organisers; one module or folder per command."""
