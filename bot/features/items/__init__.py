"""Items: how any item of a pack is shown and ends, whichever feature it belongs to."""
