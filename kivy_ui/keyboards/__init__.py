"""The keyboards of the visitors' languages: pure data, and how the keys of each lie on the displays."""
