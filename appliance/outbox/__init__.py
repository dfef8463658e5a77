"""Applications and messages on their way to the offices: sealed, kept, handed over once, and followed."""
