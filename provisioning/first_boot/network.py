"""The files of systemd-networkd for one terminal. Pure.

Source: systemd.network(5), systemd.netdev(5).
"""

from __future__ import annotations

from provisioning.terminals.entry import TerminalEntry

_CARD = "[Match]\nType=ether\nKind=!*\n"
"""The one network card: no VLAN, no bridge."""


def network_files(terminal: TerminalEntry) -> dict[str, str]:
    """By file name."""
    if not terminal.vlan:
        return {"10-migrado.network": f"{_CARD}\n{_addresses(terminal)}"}
    name = f"vlan{terminal.vlan}"
    return {
        "10-migrado-vlan.netdev": f"[NetDev]\nName={name}\nKind=vlan\n\n[VLAN]\nId={terminal.vlan}\n",
        "10-migrado.network": f"{_CARD}\n[Network]\nVLAN={name}\nLinkLocalAddressing=no\nLLDP=no\n",
        "20-migrado-vlan.network": f"[Match]\nName={name}\n\n{_addresses(terminal)}",
    }


def _addresses(terminal: TerminalEntry) -> str:
    named = [f"DNS={each}" for each in terminal.dns] + [f"NTP={each}" for each in terminal.ntp]
    quiet = ["LLMNR=no", "MulticastDNS=no"]
    if terminal.address != "dhcp":
        return _section("Network", f"Address={terminal.address}", f"Gateway={terminal.gateway}", *named, *quiet)
    # What was provisioned goes before what DHCP says, and instead of it.
    ours = [f"Use{what}=no" for what, given in (("DNS", terminal.dns), ("NTP", terminal.ntp)) if given]
    network = _section("Network", "DHCP=yes", *named, *quiet)
    return "\n".join((network, _section("DHCPv4", f"Hostname={terminal.id}", *ours), _section("DHCPv6", *ours)))


def _section(name: str, *lines: str) -> str:
    return "\n".join((f"[{name}]", *lines)) + "\n"
