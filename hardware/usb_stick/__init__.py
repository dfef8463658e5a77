"""A visitor's USB stick, read only, and only while the visitor asks for it."""
