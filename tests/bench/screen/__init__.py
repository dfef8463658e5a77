"""What the bench runs under a display, each in a process of its own: our screen, and the barest Kivy beside it."""
