"""The central monitor: keeps the fleet's state and shows it to facility staff."""
