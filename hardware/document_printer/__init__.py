"""The A4 printer: pure readings and decisions, the CUPS driver, and its simulated twin."""
