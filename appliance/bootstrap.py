"""The one place where a terminal is put together."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.metadata
import secrets
from collections.abc import Callable
from pathlib import Path

from appliance.actions import Actions
from appliance.background import Background, ThreadBackground
from appliance.bus import Bus
from appliance.clock import Clock, SystemClock, timestamp
from appliance.config import Config, MqttSettings
from appliance.health.identity import addresses, serial_numbers
from appliance.health.probes import read_health
from appliance.offering import Offering, load_offering
from appliance.outbox.kept_note import KeptNote, kept_note
from appliance.outbox.outbox import SealedOutbox
from appliance.outbox.ports import Outbox
from appliance.outbox.site_settings import SiteSettingsFile
from appliance.outbox.status_code import RANDOM_BYTES, new_status_code, status_keys
from appliance.outbox.surroundings import StatusCodes, real_surroundings
from appliance.outbox.transports import transports_with
from appliance.quiet import Quiet
from appliance.sendability import Sendability
from appliance.sending_actions import SendingActions
from appliance.session.machine import SessionMachine, first_session
from appliance.session.runner import Runner
from appliance.session.timing import Limits
from appliance.staff.admission import Admission
from appliance.staff_actions import StaffActions
from appliance.status_desk import StatusDesk
from appliance.storage.ports import Store
from appliance.storage.tinydb_store import TinyDbStore
from appliance.supervision.proofs import booted_slot
from appliance.supervision.start_anew import StartAnew, start_anew_of_this_process
from appliance.telemetry.certificate_desk import CertificateDesk
from appliance.telemetry.link import Link, NoLink
from appliance.telemetry.messages import TerminalInfo
from appliance.telemetry.note_board import NoteBoard
from appliance.telemetry.orders import Orders
from appliance.telemetry.paho_link import BrokerSettings, PahoLink
from appliance.telemetry.publisher import Publisher
from appliance.telemetry.reporter import Reporter
from appliance.telemetry.update_desk import UpdateDesk, reboot_order
from appliance.terminal import Terminal
from appliance.updating.folder import UpdateFolder
from hardware.devices import Devices, open_devices
from hardware.events import Publish
from hardware.settings import DeviceSettings

OpenDevices = Callable[[DeviceSettings, Publish], Devices]
_COMMAND_LINE = Path("/proc/cmdline")
OpenLink = Callable[[Config, Bus, Clock], Link]


def bootstrap(
    config: Config,
    *,
    bus: Bus | None = None,
    clock: Clock | None = None,
    devices: OpenDevices = open_devices,
    link: OpenLink | None = None,
    store: Store | None = None,
    background: Background | None = None,
    offering: Offering | None = None,
    outbox: Outbox | None = None,
    start_anew: StartAnew | None = None,
) -> Terminal:
    """Put a terminal together; whatever is given takes the place of the real thing. Nothing runs before `start`.

    Raises ContentError where the content is unusable as a whole.
    """
    clock = clock or SystemClock()
    bus = bus or Bus()
    offering = offering or load_offering(config.paths.content)
    store = store or TinyDbStore(config.paths.state / "store.json", clock, bus.publish)
    background = background or ThreadBackground()
    hardware = devices(config.devices, bus.publish)
    wire = (link or open_link)(config, bus, clock)
    publisher = Publisher(config.terminal.id, wire, clock, _info(config, offering))
    outbox = outbox or open_outbox(config, offering, clock, bus.publish)
    desk = StatusDesk(wire, clock, bus.publish)
    actions = Actions(
        hardware, store, offering, background, clock, bus.publish, publisher.event, lambda: outbox.settings
    )
    sending = SendingActions(hardware.stick, outbox, desk, offering, background, clock, bus.publish)
    admission = Admission(config.paths.staff, config.terminal.site, store, clock)
    staff = StaffActions(hardware, admission, offering, background, clock, bus.publish, config.terminal.id, outbox)
    machine = SessionMachine(offering.for_machine(), _limits(config))
    runner = Runner(
        machine,
        first_session(offering.for_machine(), clock.monotonic(), clock.now()),
        {**actions.table(), **sending.table(), **staff.table()},
    )
    quiet = Quiet(lambda: runner.session, clock)
    bus.subscribe(quiet.handle)
    start_anew = start_anew or start_anew_of_this_process()
    if config.mqtt.certificate_file:
        bus.subscribe(_certificate_desk(config, clock).handle)
        folder = UpdateFolder(config.paths.state)
        updates = UpdateDesk(config.terminal.id, folder, publisher, store, clock, quiet, start_anew)
        bus.subscribe(updates.handle)
    return Terminal(
        config=config,
        offering=offering,
        clock=clock,
        bus=bus,
        runner=runner,
        devices=hardware,
        store=store,
        background=background,
        link=wire,
        publisher=publisher,
        reporter=Reporter(publisher, store, clock, config.terminal.a4_capacity, bus.publish),
        orders=Orders(
            _Printers(hardware),
            outbox,
            bus.publish,
            publisher.acknowledge,
            lambda: runner.session.visit is not None,
            reboot_order(quiet, start_anew),
        ),
        outbox=outbox,
        sendability=Sendability(outbox, _office_ids(offering), bus.publish),
        desk=desk,
        notes=NoteBoard(config.terminal.id, wire, lambda: _kept_notes(outbox), clock, secrets.token_bytes),
        read_health=functools.partial(read_health, config.paths.state),
    )


def _certificate_desk(config: Config, clock: Clock) -> CertificateDesk:
    mqtt = config.mqtt
    files = (Path(mqtt.certificate_file), Path(mqtt.key_file), Path(mqtt.ca_file))
    return CertificateDesk(config.terminal.id, *files, clock.now)


def open_link(config: Config, bus: Bus, clock: Clock) -> Link:
    if not config.mqtt.host:
        return NoLink()
    return PahoLink(config.terminal.id, _broker(config.mqtt), bus.publish, lambda: timestamp(clock.now()))


def open_outbox(config: Config, offering: Offering, clock: Clock, publish: Callable[[object], None]) -> Outbox:
    source = SiteSettingsFile(config.paths.offices, _office_ids(offering))
    codes = StatusCodes(lambda: new_status_code(secrets.token_bytes(RANDOM_BYTES)), status_keys)
    around = real_surroundings(clock, publish, codes)
    transports = transports_with(config.paths.state / "office-keys", clock)
    return SealedOutbox(config.paths.state / "outbox", source, transports, around)


def _office_ids(offering: Offering) -> tuple[str, ...]:
    return tuple(office.id for office in offering.catalogue.offices)


def _kept_notes(outbox: Outbox) -> tuple[KeptNote, ...]:
    remember = dt.timedelta(days=outbox.settings.limits.remember_days)
    return tuple(kept_note(entry, remember) for entry in outbox.entries())


class _Printers:
    """Both printers as one, for orders that concern all print jobs."""

    def __init__(self, devices: Devices) -> None:
        self._devices = devices

    def resume_queue(self) -> None:
        self._devices.a4.resume_queue()

    def cancel_all(self) -> None:
        self._devices.a4.cancel_all()
        self._devices.receipt.cancel_all()


def _broker(mqtt: MqttSettings) -> BrokerSettings:
    return BrokerSettings(mqtt.host, mqtt.port, mqtt.tls, mqtt.ca_file, mqtt.certificate_file, mqtt.key_file)


def _limits(config: Config) -> Limits:
    session = config.session
    return Limits(session.quiet_s, session.quiet_reading_s, session.quiet_waiting_s, session.warning_s)


def _info(config: Config, offering: Offering) -> TerminalInfo:
    return TerminalInfo(
        site=config.terminal.site,
        place=config.terminal.place,
        software=_software_version(),
        content=offering.version,
        slot=booted_slot(_COMMAND_LINE.read_text(encoding="utf-8")).upper(),
        serials=serial_numbers(),
        addresses=addresses(),
    )


def _software_version() -> str:
    try:
        return importlib.metadata.version("migrado-terminal")
    except importlib.metadata.PackageNotFoundError:
        return (Path(__file__).parent / "VERSION").read_text(encoding="ascii").strip()
