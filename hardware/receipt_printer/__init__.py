"""The receipt printer: ESC/POS over TCP, a serial line or a USB character device."""
