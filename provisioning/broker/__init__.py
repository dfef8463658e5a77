"""What the site's MQTT broker runs by: configuration and rights as data, and how a terminal is cut off."""
