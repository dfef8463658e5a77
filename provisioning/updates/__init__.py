"""Updates in the field: what a bundle is, what is said to terminals, and what became of it."""
