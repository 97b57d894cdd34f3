"""A feature that only the tests have: a lantern that a person may light until they rest."""
