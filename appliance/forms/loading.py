"""Form files in, frozen forms out: or every error of the file, each with its line."""

from __future__ import annotations

from pathlib import Path

from appliance.content.text import GERMAN, LANGUAGES, Text
from appliance.forms.cross_checks import CrossChecks
from appliance.forms.definition import Attachment, FormDefinition, FormKind, Section, Template, TemplateField
from appliance.forms.errors import FormError, FormErrors, Report
from appliance.forms.question_loading import (
    LocatedCondition,
    LocatedQuestion,
    QuestionReader,
    read_conditions,
    read_id,
)
from appliance.forms.vocabulary import OFFICES, TOPICS
from appliance.forms.yaml_fields import Fields, open_fields

FILE_NAME = "form.yaml"


def load_forms(directory: Path) -> tuple[FormDefinition, ...]:
    """Load `*/form.yaml`, sorted by folder name.

    Raises:
        FormErrors: with the errors of all files.
    """
    forms, errors = check_forms(directory)
    if errors:
        raise FormErrors(errors)
    return forms


def check_forms(directory: Path) -> tuple[tuple[FormDefinition, ...], tuple[FormError, ...]]:
    """Load what can be loaded; the errors of the rest stand beside it."""
    forms: list[FormDefinition] = []
    errors: list[FormError] = []
    for path in sorted(directory.glob(f"*/{FILE_NAME}")):
        try:
            forms.append(load_form(path))
        except FormErrors as failure:
            errors.extend(failure.errors)
    return tuple(forms), tuple(errors)


def load_form(path: Path) -> FormDefinition:
    """Load one form file.

    Raises:
        FormErrors: with all errors of the file.
    """
    report = Report(path)
    fields = open_fields(path, report)
    form = _FormReader(path, fields, report).read() if fields else None
    report.raise_any()
    if form is None:
        raise FormErrors((FormError(path, 1, "The file holds no form."),))
    return form


class _FormReader:
    def __init__(self, path: Path, fields: Fields, report: Report) -> None:
        self.path = path
        self.fields = fields
        self.report = report
        self.checks = CrossChecks(report)
        self.languages = fields.some_of("languages", LANGUAGES)
        self.kind = FormKind(fields.one_of("kind", tuple(FormKind), required=False) or FormKind.APPLICATION)
        if GERMAN not in self.languages:
            report.add(fields.line_of("languages"), "`languages` must contain de: what is filed is German.")

    def read(self) -> FormDefinition:
        fields, languages = self.fields, self.languages
        title = fields.localised("title", languages)
        sections, located = self._sections()
        self.by_id = self.checks.questions(located)
        form = FormDefinition(
            id=self._id(),
            version=fields.text("version"),
            title=title,
            german_title=fields.text("german_title", required=False) or title.german,
            office=self._office(),
            topics=fields.some_of("topics", TOPICS) if self._is_application else (),
            summary=fields.localised("summary", languages),
            minutes=fields.whole_number("minutes", required=True) or 0,
            sections=sections,
            attachments=self._attachments(),
            declarations=fields.localised_list("declarations", languages, required=False),
            legal_basis=fields.text("legal_basis", required=self._is_application),
            signatures=self._signatures(),
            drafts=frozenset(fields.some_of("drafts", languages, required=False))
            if "drafts" in fields
            else frozenset(),
            template=self._template(),
            languages=languages,
            kind=self.kind,
        )
        fields.close()
        return form

    @property
    def _is_application(self) -> bool:
        return self.kind is FormKind.APPLICATION

    def _office(self) -> str:
        if self._is_application:
            return self.fields.one_of("office", OFFICES)
        for key in ("office", "topics"):
            if key in self.fields:
                message = f"`{key}` has no meaning for a {self.kind}: it is there for every office."
                self.report.add(self.fields.line_of(key), message)
                self.fields.forgive(key)
        return ""

    def _id(self) -> str:
        word = self.fields.word("id")
        if word and word.text != self.path.parent.name:
            self.report.add(word.line, f"The id must be the name of the folder: `{self.path.parent.name}`.")
        return word.text if word else ""

    def _sections(self) -> tuple[tuple[Section, ...], list[LocatedQuestion]]:
        reader = QuestionReader(self.languages)
        sections: list[Section] = []
        located: list[LocatedQuestion] = []
        for entry in self.fields.mappings("sections"):
            word = read_id(entry, "id")
            title = entry.localised("title", self.languages)
            found = [question for fields in entry.mappings("questions") if (question := reader.read(fields))]
            entry.close()
            located.extend(found)
            if word and any(section.id == word.text for section in sections):
                self.report.add(word.line, f"The section `{word.text}` stands here twice.")
            sections.append(Section(word.text if word else "", title, tuple(each.question for each in found)))
        return tuple(sections), located

    def _attachments(self) -> tuple[Attachment, ...]:
        return tuple(self._attachment(entry) for entry in self.fields.mappings("attachments", required=False))

    def _attachment(self, entry: Fields) -> Attachment:
        conditions: tuple[LocatedCondition, ...] = read_conditions(entry)
        self.checks.attachment(conditions, self.by_id)
        label = entry.localised("label", self.languages)
        entry.close()
        return Attachment(label, tuple(located.condition for located in conditions))

    def _signatures(self) -> tuple[Text, ...]:
        return self.fields.localised_list("signatures", self.languages, required=self._is_application)

    def _template(self) -> Template | None:
        fields = self.fields.mapping("template")
        if fields is None:
            return None
        pdf = fields.text("pdf")
        if pdf and not (self.path.parent / pdf).is_file():
            self.report.add(fields.line_of("pdf"), f"There is no file `{pdf}` in this form's folder.")
        targets = tuple(self._template_field(entry) for entry in fields.mappings("fields"))
        fields.close()
        return Template(self.path.parent / pdf, targets)

    def _template_field(self, entry: Fields) -> TemplateField:
        target = TemplateField(
            pdf_field=entry.text("pdf_field"),
            question=entry.text("question"),
            on_state=entry.text("on_state", required=False),
            when=entry.text("when", required=False),
        )
        entry.close()
        if target.question:
            self.checks.template_field(target, entry.line, self.by_id)
        return target
