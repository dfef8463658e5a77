"""The parts that screens are made of. Each measures itself for a width and is then placed."""
