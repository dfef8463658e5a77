"""What visitors read: offices, topics, guides, videos, workshops, translations. Read from `content/`."""
