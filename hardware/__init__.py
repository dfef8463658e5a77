"""Devices: drivers and their simulated twins. Imports nothing of ours and knows no kiosk."""
