"""Publishing: packs sent in, compared, reviewed by somebody else, and served."""
