"""A directory at the office that takes sealed packages over SFTP, and gives answers back as small files."""
