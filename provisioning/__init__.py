"""IT staff's command line: examines how offices are reached, makes keys, badges and PINs."""
