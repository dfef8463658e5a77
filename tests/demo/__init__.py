"""The demo: real peers around one terminal and the monitor."""
