"""A badge to print and cut out: the QR code in the size of a bank card, and how long it is good for."""

from __future__ import annotations

import segno

from appliance.staff.badge import Badge

CARD_MM = (85.6, 54.0)
_CODE_MM = 42.0


def badge_svg(badge: Badge, code: str) -> str:
    """Return the card as SVG. It bears a staff number, no name."""
    qr = segno.make(code, error="m", micro=False)
    modules = qr.symbol_size(border=4)[0]
    picture = qr.svg_inline(border=4, scale=_CODE_MM / modules, omitsize=False)
    width, height = CARD_MM
    lines = [f"MigraDo · {badge.staff_id}", badge.site, f"Nr. {badge.serial}", f"bis {badge.last_day:%d.%m.%Y}"]
    words = "".join(
        f'<text x="49" y="{14 + 7 * n}" font-size="{4 if n else 4.5}">{_escaped(line)}</text>'
        for n, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif">'
        f'<rect x="0.2" y="0.2" width="{width - 0.4}" height="{height - 0.4}" rx="3" fill="#fff" stroke="#888" '
        f'stroke-width="0.2"/><g transform="translate(5 6)">{picture}</g>{words}</svg>\n'
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
