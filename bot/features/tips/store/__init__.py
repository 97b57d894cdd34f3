"""Who wishes for tips, and which they have had."""
