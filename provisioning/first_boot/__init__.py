"""The terminal's side of provisioning: takes what lies on the firmware partition, at the first boot and later."""
