"""Looks for marks where a terminal might have left them: in files, and in the memory of this process."""

from __future__ import annotations

import array
import gc
import gzip
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2

from tests.peers.marks import Marks, Needles

LARGEST_FILE = 64 * 1024 * 1024
_PDF = b"%PDF-"
_GZIP = b"\x1f\x8b"
_TEXT_OR_DATA = (str, bytes, bytearray, memoryview, array.array)
_SMALLEST = 7
"""Characters; a shorter string holds no mark."""
_MOST_HOLDERS = 4
_MOST_FOUND = 20
"""To name who holds one thing takes as long as to look at everything."""
_NAMELESS = " (deleted)"
"""How Linux shows them, those in memory too."""


# files


def in_files(marks: Marks, roots: Iterable[Path], since: float, without: Iterable[Path] = ()) -> list[str]:
    """Return what was found in files below the roots that changed since then, contents and names."""
    needles = marks.needles()
    found = []
    for path in changed_files(roots, since, without):
        if _in_text(str(path), needles):
            found.append(f"{path}: in its name")
        try:
            content = path.read_bytes()
        except OSError:
            continue
        if in_data(content, needles):
            found.append(f"{path}: {len(content)} bytes")
    return found


def changed_files(roots: Iterable[Path], since: float, without: Iterable[Path]) -> Iterator[Path]:
    left_out = {str(path) for path in without}
    waiting = [str(root) for root in roots]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.path in left_out:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif entry.is_file(follow_symlinks=False) and _changed(entry, since):
                yield Path(entry.path)


def _changed(entry: os.DirEntry[str], since: float) -> bool:
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    return max(facts.st_mtime, facts.st_ctime) >= since and facts.st_size <= LARGEST_FILE


def in_data(content: bytes, needles: Needles) -> bool:
    """Tell whether bytes hold a mark: as they are, or as text of a PDF, or compressed by gzip."""
    if any(needle in content for needle in needles.data):
        return True
    if _in_text(content.decode("utf-8", "ignore"), needles):
        return True
    if content[:2] == _GZIP:
        try:
            return in_data(gzip.decompress(content), needles)
        except (OSError, EOFError):
            return False
    at = content.find(_PDF, 0, 1024)
    return at >= 0 and _in_text(_text_of_pdf(content[at:]), needles)


def _text_of_pdf(content: bytes) -> str:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ""
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _in_text(text: str, needles: Needles) -> bool:
    if len(text) < _SMALLEST:
        return False
    plain = text.lower().replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    # Loops, not any(): most of what is looked at is short, and there are a hundred thousand of it.
    for needle in needles.texts:
        if needle in plain:
            return True
    if plain != text:
        for needle in needles.texts:
            if needle in text:
                return True
    return False


def in_open_files(marks: Marks) -> list[str]:
    """Look into what this process holds open without a name: files in memory, and files that were deleted."""
    needles = marks.needles()
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            name = str(descriptor.readlink())
            content = descriptor.read_bytes() if name.endswith(_NAMELESS) else b""
        except OSError:
            continue
        if in_data(content, needles):
            found.append(f"{name}: {len(content)} bytes")
    return found


# memory


def alive(kinds: tuple[type[Any], ...]) -> tuple[Any, ...]:
    """Return all objects of these kinds in this process, such as other tests' samples."""
    gc.collect()
    return tuple(each for each in gc.get_objects() if issubclass(type(each), kinds))


def in_memory(
    marks: Marks, kinds: tuple[type[Any], ...] = (), besides: tuple[Any, ...] = (), at_most: int = _MOST_FOUND
) -> list[str]:
    """Return who holds a marked string, or an object of such a kind besides the known ones, in this process.

    The search ends when it has found so many.
    """
    known = {id(each) for each in besides}
    gc.collect()
    gc.collect()
    waiting: list[Any] = gc.get_objects()
    waiting += [value for frame in _other_frames() for value in frame.f_locals.values()]
    needles = marks.needles()
    seen = {id(waiting), id(needles), id(marks)}
    own = {id(waiting)}
    found: list[str] = []
    while waiting and len(found) < at_most:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if (
            issubclass(type(thing), kinds) and id(thing) not in known
        ):  # never isinstance: proxies answer for others
            found.append(f"a {type(thing).__name__} in {_holders(thing, own)}")
        for part in gc.get_referents(thing):
            if id(part) in seen:
                continue
            if issubclass(type(part), _TEXT_OR_DATA):
                seen.add(id(part))
                if _is_marked(part, needles):
                    found.append(f"a {type(part).__name__} in {_named(thing)} in {_holders(thing, own)}")
            elif not gc.is_tracked(part):
                waiting.append(part)
    return found


def _is_marked(thing: Any, needles: Needles) -> bool:
    if isinstance(thing, str):
        return _in_text(thing, needles)
    try:
        content = bytes(thing)
    except (TypeError, ValueError, BufferError):
        return False
    return len(content) >= _SMALLEST and in_data(content, needles)


def _other_frames() -> Iterator[Any]:
    """Return what the other threads are in the middle of: their local variables are no objects of their own."""
    own = threading.get_ident()
    for ident, frame in sys._current_frames().items():
        at: Any = frame if ident != own else None
        while at is not None:
            yield at
            at = at.f_back


def _holders(thing: Any, own: set[int]) -> str:
    """Name who refers to it, as far up as that says something; `own` are the lists of this search."""
    names = []
    for _ in range(_MOST_HOLDERS):
        referrers = gc.get_referrers(thing)
        own.add(id(referrers))
        others = [each for each in referrers if id(each) not in own and type(each).__name__ != "frame"]
        own.add(id(others))
        if not others:
            break
        held, thing = thing, others[0]
        names.append(_key_of(held, thing) or _named(thing))
    return " in ".join(names) or "a thread's local variable"


def _key_of(held: Any, holder: Any) -> str:
    """Name a module's variable; that is most of what outlives its use."""
    if not isinstance(holder, dict) or "__spec__" not in holder:
        return ""
    return f"{holder['__name__']}.{next((key for key, value in holder.items() if value is held), '?')}"


def _named(thing: Any) -> str:
    if isinstance(thing, ModuleType):
        return thing.__name__
    name = getattr(thing, "__qualname__", None) or type(thing).__qualname__
    module = getattr(thing, "__module__", None) or type(thing).__module__
    return f"{module}.{name}"
