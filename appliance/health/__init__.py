"""How the machine itself is: probes, and what is to be made of them."""
