"""Writes images to cards and looks at cards: block maps, disks, partitions, the firmware partition's files."""
