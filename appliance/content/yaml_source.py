"""Reads YAML that editors write: every value is asked for by name, and every mistake is kept with its line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import yaml

from appliance.content.problems import Problem
from appliance.content.text import LANGUAGES, NO_TEXT, Text

# libyaml keeps line numbers and is some twenty times faster than a Python parser: it decides the cold start.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces. Raises ValueError on a lone brace."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def compose(path: Path) -> yaml.Node | None:
    """Return the file's nodes. Raises OSError, UnicodeDecodeError and yaml.YAMLError."""
    return yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)


def open_yaml(path: Path, problems: list[Problem]) -> Section:
    """Return the mapping that the file is. What cannot be read is a problem, and an empty section."""
    try:
        node = compose(path)
    except OSError:
        problems.append(Problem(str(path), 0, "the file cannot be opened"))
        node = None
    except UnicodeDecodeError:
        problems.append(Problem(str(path), 0, "the file is not UTF-8 text"))
        node = None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "not valid YAML"
        problems.append(Problem(str(path), mark.line + 1 if mark else 0, f"not valid YAML: {what}"))
        node = None
    return Section(str(path), node, problems)


class Section:
    """One mapping of a file. `finish` reports the keys that nobody asked for, so that a typing error is seen."""

    def __init__(self, path: str, node: yaml.Node | None, problems: list[Problem]) -> None:
        self._path = path
        self._problems = problems
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self._asked: set[str] = set()
        self.line = node.start_mark.line + 1 if node is not None else 0
        self.is_empty = node is None
        if isinstance(node, yaml.MappingNode):
            self._take(node)
        elif node is not None:
            self.complain("here should stand `key: value` lines")

    def _take(self, node: yaml.MappingNode) -> None:
        for key, value in node.value:
            name = str(key.value)
            if name in self._nodes:
                self.complain(f"`{name}` stands here twice", key.start_mark.line + 1)
            self._nodes[name] = value
            self._lines[name] = key.start_mark.line + 1

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._nodes)

    def line_of(self, key: str) -> int:
        return self._lines.get(key, self.line)

    def complain(self, message: str, line: int | None = None) -> None:
        self._problems.append(Problem(self._path, self.line if line is None else line, message))

    def text(self, key: str, default: str | None = None) -> str:
        """Return one line of words; without a default it must be there."""
        node = self._node(key, required=default is None)
        if node is None:
            return default or ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.complain(f"`{key}` should be a text", self.line_of(key))
            return default or ""
        return str(node.value).strip()

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        word = self.text(key, default)
        if word and word not in (wanted := sorted(allowed)):
            self.complain(f"`{key}` is `{word}`, but should be one of: {', '.join(wanted)}", self.line_of(key))
        return word

    def flag(self, key: str, default: bool | None = None) -> bool:
        fallback = None if default is None else str(default).lower()
        word = self.text(key, fallback)
        if word and word not in ("true", "false"):
            self.complain(f"`{key}` should be true or false", self.line_of(key))
        return word == "true"

    def whole_number(self, key: str) -> int:
        word = self.text(key)
        if word.isdecimal():
            return int(word)
        if word:
            self.complain(f"`{key}` should be a whole number", self.line_of(key))
        return 0

    def words(self, key: str, allowed: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return a list of single words, `[housing, work]`; empty where there is none."""
        node = self._node(key, required=False)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode) or any(not isinstance(n, yaml.ScalarNode) for n in node.value):
            self.complain(f"`{key}` should be a list of words", self.line_of(key))
            return ()
        found = tuple(str(item.value).strip() for item in node.value)
        for word in found if allowed is not None else ():
            if word not in (wanted := sorted(allowed or ())):
                self.complain(f"`{key}`: there is no `{word}`; there are: {', '.join(wanted)}", self.line_of(key))
        return found

    def translations(self, key: str, languages: tuple[str, ...] = LANGUAGES) -> Text:
        """Return a text in all the languages asked for."""
        node = self._node(key, required=True)
        if node is None:
            return NO_TEXT
        if not isinstance(node, yaml.MappingNode):
            self.complain(f"`{key}` should have one line a language, such as `de: …`", self.line_of(key))
            return NO_TEXT
        inner = Section(self._path, node, self._problems)
        line = self.line_of(key)
        missing = [tag for tag in languages if tag not in inner.keys]
        if missing:
            self.complain(f"`{key}` is missing in: {', '.join(missing)}", line)
        found = {tag: inner.text(tag) for tag in LANGUAGES if tag in inner.keys}
        inner.finish()
        return Text({tag: text for tag, text in found.items() if text})

    def section(self, key: str) -> Section:
        return Section(self._path, self._node(key, required=True), self._problems)

    def sections(self, key: str) -> tuple[Section, ...]:
        """Return the mappings of a list."""
        node = self._node(key, required=True)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.complain(f"`{key}` should be a list", self.line_of(key))
            return ()
        return tuple(Section(self._path, item, self._problems) for item in node.value)

    def finish(self) -> None:
        for key in self._nodes:
            if key not in self._asked:
                self.complain(f"`{key}` is not known here", self.line_of(key))

    def _node(self, key: str, *, required: bool) -> yaml.Node | None:
        self._asked.add(key)
        if key not in self._nodes and required and not self.is_empty:
            self.complain(f"`{key}` is missing")
        return self._nodes.get(key)
