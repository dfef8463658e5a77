"""What the presenters read of the content: words, languages, and what is on offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from appliance.content.catalogue import Catalogue
from appliance.content.interface import InterfaceTexts
from appliance.content.languages import LanguageName
from appliance.forms.definition import FormDefinition


@dataclass(frozen=True)
class Content:
    interface: InterfaceTexts
    languages: tuple[LanguageName, ...]
    catalogue: Catalogue

    @property
    def forms(self) -> Mapping[str, FormDefinition]:
        return self.catalogue.forms

    def office_name(self, office_id: str) -> str:
        office = self.catalogue.office(office_id)
        return office.name if office else office_id
