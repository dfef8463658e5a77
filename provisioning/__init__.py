"""IT staff's command line and the first-boot step."""
