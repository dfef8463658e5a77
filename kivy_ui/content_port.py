"""What the presenters read of the content: words, languages, and what is on offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.content.interface import InterfaceTexts
from appliance.content.languages import LanguageName

if TYPE_CHECKING:
    # What reads catalogue and forms takes long to import, and the first screen shows neither.
    from appliance.content.catalogue import Catalogue
    from appliance.forms.definition import FormDefinition


@dataclass(frozen=True)
class Wording:
    """The words of the screens and the languages they are in: all that is shown before a visit."""

    interface: InterfaceTexts
    languages: tuple[LanguageName, ...]


@dataclass(frozen=True)
class Content(Wording):
    catalogue: Catalogue
    staff: InterfaceTexts
    """The words of staff mode."""

    @property
    def forms(self) -> Mapping[str, FormDefinition]:
        return self.catalogue.forms

    def office_name(self, office_id: str) -> str:
        office = self.catalogue.office(office_id)
        return office.name if office else office_id
