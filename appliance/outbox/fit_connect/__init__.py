"""FIT-Connect, the administration's hand-over service: the sending side of its Submission API v2."""
