"""The touchscreen: events of the kernel in, contacts on the picture out."""
