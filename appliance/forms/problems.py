"""The words for what is wrong with an entry: plain, beside the field, saying what to do."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from appliance.content.text import LANGUAGES, Localised, Text
from appliance.forms.errors import Report
from appliance.forms.problem import Problem
from appliance.forms.yaml_fields import open_fields

DIRECTORY = Path(__file__).resolve().parents[2] / "content" / "problems"
_LAST_RESORT = "required"


def problem_text(problem: Problem, language: str, directory: Path = DIRECTORY) -> Localised:
    """Return the words for a problem: those for its part first (`required.street`), then those for its code.

    `{0}`, `{1}` in the words are the problem's values. A code without words gives the words of `required`: it
    can only mean that the answer cannot be taken as it is.
    """
    words = load_words(directory)
    keys = (f"{problem.code}.{problem.part}", problem.code, _LAST_RESORT)
    text = next((words[key] for key in keys if key in words), Text({}))
    found = text.in_language(language)
    return Localised(_fill(found.text, problem.values), found.language)


@lru_cache(maxsize=4)
def load_words(directory: Path = DIRECTORY) -> dict[str, Text]:
    """Read `<language>.yaml` of all languages.

    Raises:
        FormErrors: with all errors of the first file that has any.
    """
    by_language = {language: _load_language(directory / f"{language}.yaml") for language in LANGUAGES}
    codes = {code for texts in by_language.values() for code in texts}
    return {
        code: Text({language: texts[code] for language, texts in by_language.items() if code in texts})
        for code in sorted(codes)
    }


def _load_language(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    report = Report(path)
    fields = open_fields(path, report)
    texts = {key: fields.text(key) for key in fields.keys} if fields else {}
    report.raise_any()
    return texts


def _fill(text: str, values: tuple[str, ...]) -> str:
    # Not str.format: a value is what a visitor typed and may hold braces of its own.
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        number, closing, rest = part.partition("}")
        known = closing and number.isdecimal() and int(number) < len(values)
        filled.append(f"{values[int(number)]}{rest}" if known else f"{{{part}")
    return "".join(filled)
