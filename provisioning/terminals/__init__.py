"""What is to be known of a terminal before it stands anywhere; desk and first boot judge it by the same rules."""
