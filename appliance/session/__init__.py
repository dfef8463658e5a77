"""The visit: states, events, commands, the pure machine and its runner."""
