"""Papers that visitors bring along: PDFs, written anew so that nothing in them is active any more."""
