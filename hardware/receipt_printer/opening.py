"""From an address in the settings to an open line."""

from __future__ import annotations

from urllib.parse import urlsplit

from hardware.receipt_printer.device_transport import DeviceTransport
from hardware.receipt_printer.serial_transport import SerialTransport
from hardware.receipt_printer.settings import ReceiptPrinterSettings
from hardware.receipt_printer.tcp_transport import TcpTransport
from hardware.receipt_printer.transport import Transport

DEFAULT_PORT = 9100


def open_transport(settings: ReceiptPrinterSettings) -> Transport:
    """Open the line. Raises OSError when nothing is there, ValueError for an address of no known kind."""
    address = urlsplit(settings.address)
    match address.scheme:
        case "tcp" if address.hostname:
            return TcpTransport(address.hostname, address.port or DEFAULT_PORT)
        case "serial":
            return SerialTransport(address.path, settings.baud_rate)
        case "usb":
            return DeviceTransport(address.path)
    raise ValueError(f"not a printer address: {settings.address!r}")
