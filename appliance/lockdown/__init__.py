"""What the machine around the terminal may do: ports, USB devices, the console. Applied as root, at its start."""
