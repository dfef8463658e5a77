"""Which ports the settings of this terminal need, as elements of the sets in `systemd/nftables.conf`. Pure.

DNS, NTP, MQTT over TLS, HTTPS and IPP are open anyway; here come other ports, and those of single offices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from appliance.config import Config
from appliance.outbox.settings import SiteSettings

TABLE = "inet migrado"
SSH_PORT = 22
_SCHEME_PORTS = {"http": 80, "https": 443, "ipp": 631, "ipps": 631, "socket": 9100, "tcp": 9100}
_PROXIES = ("https_proxy", "http_proxy", "all_proxy")


def outgoing_ports(config: Config, site: SiteSettings, environ: Mapping[str, str]) -> frozenset[int]:
    """Return the TCP ports that the terminal has to reach, wherever they are."""
    return frozenset(port for port in _ports(config, site, environ) if 0 < port < 65536)


def firewall_commands(outgoing: frozenset[int], *, ssh: bool) -> str:
    """Return what `nft -f -` reads: both sets emptied and filled anew, all at once or not at all."""
    incoming = frozenset({SSH_PORT}) if ssh else frozenset()
    return _set("out_tcp", outgoing) + _set("in_tcp", incoming)


def _set(name: str, ports: frozenset[int]) -> str:
    lines = f"flush set {TABLE} {name}\n"
    if ports:
        lines += f"add element {TABLE} {name} {{ {', '.join(map(str, sorted(ports)))} }}\n"
    return lines


def _ports(config: Config, site: SiteSettings, environ: Mapping[str, str]) -> Iterator[int]:
    if config.mqtt.host:
        yield config.mqtt.port
        yield config.updates.port
    yield from _printer_ports(config)
    yield from _office_ports(site)
    for name in _PROXIES:
        yield from _port_of(environ.get(name) or environ.get(name.upper()) or "")


def _printer_ports(config: Config) -> Iterator[int]:
    a4 = config.devices.a4
    if a4.driver == "cups" and not a4.server.startswith("/"):
        yield a4.port
    yield from _port_of(a4.device_uri)
    if config.devices.receipt.address.startswith("tcp://"):
        yield from _port_of(config.devices.receipt.address)


def _office_ports(site: SiteSettings) -> Iterator[int]:
    used = {office.transport for office in site.offices.values()}
    if site.fit_connect is not None and "fit-connect" in used:
        yield from _port_of(site.fit_connect.token_url)
        yield from _port_of(site.fit_connect.submission_url)
        yield from _port_of(site.fit_connect.event_keys_url)
    if site.mail is not None and "smime" in used:
        yield site.mail.port
    for office in site.offices.values():
        if office.sftp is not None:
            yield office.sftp.port


def _port_of(url: str) -> Iterator[int]:
    """Yield the port of a URL, none where it names neither port nor a scheme that has one."""
    try:
        parts = urlsplit(url)
        port = parts.port or _SCHEME_PORTS.get(parts.scheme, 0)
    except ValueError:
        return
    if port:
        yield port
