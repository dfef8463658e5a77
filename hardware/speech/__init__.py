"""Speech for private listening."""
