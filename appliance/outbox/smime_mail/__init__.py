"""S/MIME mail: signed by the site, encrypted to the office, handed to the site's mail server."""
