"""What the terminal tells its supervisor: that it is ready, that it lives, and whether this image is any good."""
