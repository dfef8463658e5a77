"""What a terminal remembers of itself across restarts: counters, incidents, settings. Nothing about visitors."""
