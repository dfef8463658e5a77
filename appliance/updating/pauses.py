"""How long to wait before the next try. Pure."""

from __future__ import annotations

_SOON = (5.0, 600.0)
_LATER = (60.0, 1800.0)
_COSTLY = (600.0, 6 * 3600.0)
"""The first pause and the longest one, seconds."""
_PAUSES = {
    # May be over at any moment.
    **dict.fromkeys(("unreachable", "server_error", "installer_away"), _SOON),
    # All of it has to be fetched or written again.
    **dict.fromkeys(("damaged", "install_failed"), _COSTLY),
}
"""For all else somebody has to do something first."""


def pause_s(keyword: str, tries: int, random: float) -> float:
    """Return seconds after so many tries in vain, at least one. Up to half of it is random (0 to 1)."""
    first, longest = _PAUSES.get(keyword, _LATER)
    whole = min(first * 2.0 ** min(tries - 1, 32), longest)
    return whole * (1 - random / 2)
