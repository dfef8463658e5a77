"""The terminal on the wire: messages, publisher, MQTT client."""
