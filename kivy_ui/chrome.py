"""What the bar shows. Belongs to every view of a visit."""

from __future__ import annotations

from dataclasses import dataclass, field

from appliance.content.text import Localised
from appliance.session.events import BackTapped, Intent


@dataclass(frozen=True)
class Chrome:
    text_size: Localised
    language_name: Localised
    help: Localised
    end: Localised
    up: Localised
    down: Localised
    back: Localised | None = None
    """None: there is no way back from here."""
    back_intent: Intent = field(default_factory=BackTapped)
    listen: Localised | None = None
    """None: no voice speaks this language."""
    stop: Localised | None = None
    listening: bool = False
    spoken: Localised | None = None
    """What is read aloud."""
    only_back: bool = False
    """For staff: the rest of the bar concerns visitors. With no way back there is no bar at all."""
