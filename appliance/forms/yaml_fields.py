"""Reads YAML key by key and remembers lines; every value is text until a reader asks for more.

Working on nodes instead of loaded values keeps `no` and `2026-03` what the editor typed, and gives each
error its line.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from yaml import MappingNode, MarkedYAMLError, Node, ScalarNode, SequenceNode, YAMLError

from appliance.content.text import NO_TEXT, Text
from appliance.content.yaml_source import compose
from appliance.forms.errors import Report

_TRUTH = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True)
class Word:
    """A single value and the line it stands on."""

    text: str
    line: int


def line_of(node: Node) -> int:
    return int(node.start_mark.line) + 1


def open_fields(path: Path, report: Report) -> Fields | None:
    """Read a file whose top level is keys and values. None when it cannot be read at all; the report says why."""
    try:
        node = compose(path)
    except OSError as error:
        report.add(1, f"The file cannot be opened ({error.strerror}).")
    except UnicodeDecodeError:
        report.add(1, "The file is not saved as UTF-8. Save it again with the encoding UTF-8.")
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        report.add(
            line, f"The file cannot be read from here ({error.problem}). Check indentation, colons and quotes."
        )
    except YAMLError:
        report.add(1, "The file contains characters that YAML does not allow.")
    else:
        if isinstance(node, MappingNode):
            return Fields(node, report)
        report.add(1, "The file must start with keys and values, such as `id: my-form`.")
    return None


def suggestion(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f" Did you mean `{close[0]}`?" if close else ""


class Fields:
    """The keys of one mapping. What is asked for is checked; `close` reports what nobody asked for."""

    def __init__(self, node: MappingNode, report: Report) -> None:
        self.line = line_of(node)
        self.report = report
        self._nodes: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        self._asked: set[str] = set()
        for key, value in node.value:
            self._remember(key, value)

    def _remember(self, key: Node, value: Node) -> None:
        name = str(key.value)
        if name in self._nodes:
            self.report.add(line_of(key), f"`{name}` stands here twice.")
        self._nodes.setdefault(name, value)
        self._lines.setdefault(name, line_of(key))

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._nodes)

    def line_of(self, key: str) -> int:
        return self._lines.get(key, self.line)

    def _take(self, key: str, required: bool) -> Node | None:
        self._asked.add(key)
        node = self._nodes.get(key)
        if node is None and required:
            self.report.add(self.line, f"`{key}` is missing.")
        return node

    def word(self, key: str, *, required: bool = True) -> Word | None:
        node = self._take(key, required)
        if node is None:
            return None
        if not isinstance(node, ScalarNode) or not node.value.strip():
            self.report.add(self.line_of(key), f"`{key}` must be one text.")
            return None
        return Word(node.value.strip(), line_of(node))

    def text(self, key: str, *, required: bool = True) -> str:
        word = self.word(key, required=required)
        return word.text if word else ""

    def whole_number(self, key: str, *, required: bool = False) -> int | None:
        word = self.word(key, required=required)
        if word is None:
            return None
        try:
            return int(word.text)
        except ValueError:
            self.report.add(word.line, f"`{key}` must be a whole number, not `{word.text}`.")
            return None

    def truth(self, key: str) -> bool | None:
        word = self.word(key, required=False)
        if word is None:
            return None
        if word.text.lower() not in _TRUTH:
            self.report.add(word.line, f"`{key}` must be yes or no, not `{word.text}`.")
        return _TRUTH.get(word.text.lower())

    def one_of(self, key: str, allowed: Collection[str], *, required: bool = True) -> str:
        word = self.word(key, required=required)
        return self._known(key, word, allowed) if word else ""

    def _known(self, key: str, word: Word, allowed: Collection[str]) -> str:
        if word.text in allowed:
            return word.text
        hint = suggestion(word.text, allowed) or f" Possible: {', '.join(sorted(allowed))}."
        self.report.add(word.line, f"`{word.text}` is not known as `{key}`.{hint}")
        return ""

    def words(self, key: str, *, required: bool = True) -> tuple[Word, ...]:
        """Return the entries of a list of single values; one value alone counts as a list of one."""
        node = self._take(key, required)
        entries = node.value if isinstance(node, SequenceNode) else [node] if node is not None else []
        found = tuple(
            Word(entry.value.strip(), line_of(entry)) for entry in entries if isinstance(entry, ScalarNode)
        )
        if node is not None and (len(found) != len(entries) or not found):
            self.report.add(self.line_of(key), f"`{key}` must be a list of single values, such as [one, two].")
        return found

    def some_of(self, key: str, allowed: Collection[str], *, required: bool = True) -> tuple[str, ...]:
        known = (self._known(key, word, allowed) for word in self.words(key, required=required))
        return tuple(text for text in known if text)

    def mapping(self, key: str, *, required: bool = False) -> Fields | None:
        node = self._take(key, required)
        if node is None:
            return None
        if isinstance(node, MappingNode):
            return Fields(node, self.report)
        self.report.add(self.line_of(key), f"`{key}` must have keys and values below it.")
        return None

    def mappings(self, key: str, *, required: bool = True) -> tuple[Fields, ...]:
        """Return the entries of a list whose entries have keys and values."""
        node = self._take(key, required)
        if node is None:
            return ()
        if not isinstance(node, SequenceNode) or (required and not node.value):
            self.report.add(self.line_of(key), f"`{key}` must be a list: each entry starts with `- `.")
            return ()
        for entry in node.value:
            if not isinstance(entry, MappingNode):
                self.report.add(line_of(entry), f"An entry of `{key}` must have keys and values.")
        return tuple(Fields(entry, self.report) for entry in node.value if isinstance(entry, MappingNode))

    def localised(self, key: str, languages: tuple[str, ...], *, required: bool = True) -> Text:
        fields = self.mapping(key, required=required)
        return fields.as_text(languages, f"`{key}`") if fields else NO_TEXT

    def localised_list(self, key: str, languages: tuple[str, ...], *, required: bool = True) -> tuple[Text, ...]:
        return tuple(
            entry.as_text(languages, f"this entry of `{key}`") for entry in self.mappings(key, required=required)
        )

    def as_text(self, languages: tuple[str, ...], name: str) -> Text:
        """Read this mapping as one text in several languages."""
        missing = [language for language in languages if language not in self]
        if missing:
            self.report.add(self.line, f"{name.capitalize()} has no text in: {', '.join(missing)}.")
        found = {language: self.text(language) for language in languages if language in self}
        for language in self.keys:
            if language not in languages:
                message = (
                    f"{name.capitalize()} has a text in `{language}`, which is not in this form's `languages`."
                )
                self.report.add(self.line_of(language), message)
        return Text({language: text for language, text in found.items() if text})

    def forgive(self, key: str) -> None:
        """Leave a key out of `close`: its error has been reported in better words."""
        self._asked.add(key)

    def close(self, also_known: Collection[str] = ()) -> None:
        """Report the keys that nobody asked for; `also_known` only serves the suggestion."""
        for key in self._nodes:
            if key not in self._asked:
                hint = suggestion(key, {*self._asked, *also_known})
                self.report.add(self.line_of(key), f"`{key}` is not known here.{hint}")
