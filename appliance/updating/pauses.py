"""How long to wait before the next try. Pure."""

from __future__ import annotations

_QUICK_S = (5.0, 600.0)
_SLOW_S = (300.0, 6 * 3600.0)
"""The first pause and the longest one."""
_QUICK = frozenset({"unreachable", "server_error", "installer_away"})
"""What may be over at any moment; for all else somebody has to do something."""


def pause_s(keyword: str, tries: int, random: float) -> float:
    """Return seconds after so many tries in vain, at least one. Up to half of it is random (0 to 1)."""
    first, longest = _QUICK_S if keyword in _QUICK else _SLOW_S
    whole = min(first * 2.0 ** min(tries - 1, 32), longest)
    return whole * (1 - random / 2)
