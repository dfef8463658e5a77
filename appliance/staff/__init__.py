"""How staff sign in at a terminal: badges, PINs, the lock after wrong tries, and who is staff."""
