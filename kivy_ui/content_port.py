"""What the presenters read of the content: words, languages, and what is on offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from appliance.content.interface import InterfaceTexts
from appliance.content.languages import LanguageName
from appliance.content.text import Text
from appliance.forms.definition import FormDefinition


@dataclass(frozen=True)
class Place:
    """A way in: an office or a topic."""

    id: str
    name: Text
    icon: str


@dataclass(frozen=True)
class Content:
    interface: InterfaceTexts
    languages: tuple[LanguageName, ...]
    offices: tuple[Place, ...] = ()
    topics: tuple[Place, ...] = ()
    forms: Mapping[str, FormDefinition] = field(default_factory=dict)
