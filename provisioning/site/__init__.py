"""A site's own papers: its authority, who has which certificate, its terminals, and what its broker is told."""
