"""Builds the terminals' image: Debian, Python, our own files, and a card's partitions, without mounting any."""
