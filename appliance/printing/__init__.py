"""What goes on the A4 page and on the receipt."""
