"""The only switch between real and simulated devices."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from hardware.device_match import Override
from hardware.document_printer.cups_driver import CupsDocumentPrinter
from hardware.document_printer.settings import CupsSettings
from hardware.document_printer.simulated import SimulatedDocumentPrinter
from hardware.evdev_stream import EvdevSource
from hardware.events import DeviceRole, Publish
from hardware.hotplug import Hotplug, locate
from hardware.id_scanner.evdev_driver import EvdevIdScanner
from hardware.id_scanner.serial_driver import SerialIdScanner
from hardware.id_scanner.settings import FramingKind, KeyLayout, SerialScannerSettings, WedgeSettings
from hardware.id_scanner.simulated import SimulatedIdScanner
from hardware.ports import DocumentPrinter, IdScanner, ReceiptPrinter, Speaker, Touchscreen, UsbStick
from hardware.receipt_printer.escpos_driver import EscposReceiptPrinter
from hardware.receipt_printer.settings import ReceiptPrinterSettings
from hardware.receipt_printer.simulated import SimulatedReceiptPrinter
from hardware.settings import (
    A4Settings,
    DeviceSettings,
    MatchSettings,
    ReceiptSettings,
    ScannerSettings,
    SpeechSettings,
    StickSettings,
    TouchscreenSettings,
)
from hardware.speech.espeak_driver import EspeakSpeaker
from hardware.speech.simulated import SimulatedSpeaker
from hardware.touchscreen.evdev_driver import EvdevTouchscreen, TouchSettings
from hardware.touchscreen.simulated import SimulatedTouchscreen
from hardware.udev_source import DISKS, UdevSource
from hardware.usb_stick.mount_driver import MountedUsbStick
from hardware.usb_stick.mounting import MountCommands
from hardware.usb_stick.simulated import SimulatedUsbStick

_SIMULATED_SECONDS_PER_PAGE = 1.5
_SIMULATED_RECEIPT_STEP_SECONDS = 0.4


@dataclass(frozen=True)
class Devices:
    a4: DocumentPrinter
    receipt: ReceiptPrinter
    scanner: IdScanner
    touch: Touchscreen
    speaker: Speaker
    stick: UsbStick
    hotplug: Hotplug | None = None
    """None where all is simulated."""

    def start(self) -> None:
        for device in (self.a4, self.receipt, self.scanner, self.touch, self.stick):
            device.start()
        if self.hotplug is not None:
            self.hotplug.start()

    def close(self) -> None:
        if self.hotplug is not None:
            self.hotplug.close()
        for device in (self.a4, self.receipt, self.scanner, self.touch, self.speaker, self.stick):
            device.close()


def open_devices(settings: DeviceSettings, publish: Publish) -> Devices:
    """Make the devices that the settings name. Nothing is touched before `start`."""
    overrides = tuple(_override(match) for match in settings.match)
    watched = "evdev" in (settings.scanner.driver, settings.touch.driver) or settings.a4.driver == "cups"
    return Devices(
        a4=_a4(settings.a4, publish),
        receipt=_receipt(settings.receipt, publish),
        scanner=_scanner(settings.scanner, overrides, publish),
        touch=_touch(settings.touch, overrides, publish),
        speaker=_speaker(settings.speech),
        stick=_stick(settings.stick, overrides, publish),
        hotplug=Hotplug(UdevSource(), publish, overrides) if watched else None,
    )


def _a4(settings: A4Settings, publish: Publish) -> DocumentPrinter:
    if settings.driver == "cups":
        cups = CupsSettings(settings.queue, settings.server, settings.port, settings.device_uri)
        return CupsDocumentPrinter(cups, publish)
    return SimulatedDocumentPrinter(publish, seconds_per_page=_SIMULATED_SECONDS_PER_PAGE)


def _receipt(settings: ReceiptSettings, publish: Publish) -> ReceiptPrinter:
    if settings.driver == "escpos":
        return EscposReceiptPrinter(ReceiptPrinterSettings(settings.address, settings.baud_rate), publish)
    return SimulatedReceiptPrinter(publish, step_seconds=_SIMULATED_RECEIPT_STEP_SECONDS)


def _scanner(settings: ScannerSettings, overrides: tuple[Override, ...], publish: Publish) -> IdScanner:
    prefix, suffix = settings.prefix.encode("latin-1"), settings.suffix.encode("latin-1")
    if settings.driver == "serial":
        framing = FramingKind(settings.framing)
        return SerialIdScanner(
            SerialScannerSettings(settings.port, framing, settings.baud_rate, prefix, suffix), publish
        )
    if settings.driver == "evdev":
        wedge = WedgeSettings(KeyLayout(settings.layout), prefix, suffix)
        return EvdevIdScanner(_source(DeviceRole.SCANNER, overrides), wedge, publish)
    return SimulatedIdScanner(publish)


def _touch(settings: TouchscreenSettings, overrides: tuple[Override, ...], publish: Publish) -> Touchscreen:
    if settings.driver == "evdev":
        return EvdevTouchscreen(
            _source(DeviceRole.TOUCH, overrides), TouchSettings(rotation=settings.rotation), publish
        )
    return SimulatedTouchscreen(publish)


def _speaker(settings: SpeechSettings) -> Speaker:
    return EspeakSpeaker() if settings.driver == "espeak" else SimulatedSpeaker()


def _stick(settings: StickSettings, overrides: tuple[Override, ...], publish: Publish) -> UsbStick:
    if settings.driver == "mount":
        commands = MountCommands(settings.directory, settings.mount, settings.unmount)
        return MountedUsbStick(UdevSource(DISKS), publish, commands, overrides=overrides)
    return SimulatedUsbStick(publish)


def _source(role: DeviceRole, overrides: tuple[Override, ...]) -> EvdevSource:
    return EvdevSource(functools.partial(locate, UdevSource, role, overrides))


def _override(match: MatchSettings) -> Override:
    return Override(match.role, match.vendor, match.product, match.path)
