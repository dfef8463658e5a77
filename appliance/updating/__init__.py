"""Updates in the field: fetches the bundle that is wanted, has RAUC install it, and says what became of it."""
