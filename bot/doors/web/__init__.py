"""The web door: the projector's page, and the server of health, metrics and webhook."""
