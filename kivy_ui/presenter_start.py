"""Views before a visit's first page and over every page: idle, languages, display."""

from __future__ import annotations

from dataclasses import replace

from appliance.content.text import GERMAN, LANGUAGES, Localised
from appliance.session.events import DisplayChosen, WentOn
from appliance.session.visit import Display, TextSize
from kivy_ui.chrome import Chrome
from kivy_ui.content_port import Wording
from kivy_ui.texts import Texts
from kivy_ui.views import DisplayMenuView, Greeting, IdleView, LanguageMenuView, LanguageTile, Option
from kivy_ui.words import Words

VOICES = frozenset(LANGUAGES) - {"ti"}
"""Languages that the speech synthesis knows."""
_OTHER_WELCOMES = ("de", "en", "ar")
_HELP_IN = ("de", "en", "uk", "ar")
_SIZES = {
    TextSize.NORMAL: "display.normal",
    TextSize.LARGE: "display.large",
    TextSize.LARGEST: "display.very_large",
}


def chrome(content: Wording, texts: Texts, *, back: bool = True, spoken: Localised | None = None) -> Chrome:
    names = {name.tag: name.name for name in content.languages}
    speaks = spoken is not None and spoken.language in VOICES
    return Chrome(
        text_size=texts.own("bar.text_size"),
        language_name=Localised(names[texts.language], texts.language),
        help=texts.own("bar.help"),
        end=texts.own("bar.end"),
        up=texts.own("common.scroll_up"),
        down=texts.own("common.scroll_down"),
        back=texts.own("bar.back") if back else None,
        listen=texts.own("bar.listen") if speaks else None,
        stop=texts.own("bar.stop_listening") if speaks else None,
        spoken=spoken,
    )


def language_tiles(content: Wording) -> tuple[LanguageTile, ...]:
    return tuple(LanguageTile(name.tag, name.name, name.german) for name in content.languages)


def present_idle(content: Wording, *, aloud: bool = False) -> IdleView:
    welcomes = {name.tag: name.welcome for name in content.languages}
    interface = content.interface
    return IdleView(
        languages=language_tiles(content),
        greetings=tuple(
            Greeting(Localised(name.welcome, name.tag), interface.get("idle.touch_language", name.tag))
            for name in content.languages
        ),
        others=" · ".join(welcomes[tag] for tag in _OTHER_WELCOMES),
        touch_german=interface.get("idle.touch_language", GERMAN),
        touch_english=interface.get("idle.touch_language", "en"),
        listen=interface.get("idle.read_aloud", GERMAN),
        headphones=Localised(
            " · ".join(interface.get("idle.headphones", tag).text for tag in ("de", "en")), GERMAN
        ),
        aloud=aloud,
        voices=VOICES,
        cofunded=interface.get("idle.cofunded", GERMAN),
        help=Localised(" · ".join(interface.get("bar.help", tag).text for tag in _HELP_IN), GERMAN),
        staff=staff_entry_words(content),
    )


def staff_entry_words(content: Wording) -> Localised:
    """Return the word on the way in for staff where no language has been chosen."""
    return Localised(" · ".join(content.interface.get("staff.entry", tag).text for tag in ("de", "en")), GERMAN)


def present_language_menu(content: Wording, texts: Texts) -> LanguageMenuView:
    return LanguageMenuView(
        chrome=chrome(content, texts, spoken=texts.own("language.title")),
        title=texts.words("language.title"),
        hint=texts.words("language.hint"),
        languages=language_tiles(content),
        current=texts.language,
    )


def present_display_menu(content: Wording, texts: Texts, display: Display) -> DisplayMenuView:
    on, off = texts.plain("display.on"), texts.plain("display.off")

    def option(words: Words, changed: Display, icon: str = "") -> Option:
        return Option(words, DisplayChosen(changed), changed == display, icon)

    return DisplayMenuView(
        chrome=chrome(content, texts, spoken=texts.own("display.title")),
        title=texts.plain("display.title"),
        size=texts.plain("display.size"),
        sizes=tuple(option(texts.plain(key), replace(display, text_size=size)) for size, key in _SIZES.items()),
        contrast=texts.plain("display.contrast"),
        contrasts=tuple(option(on if to else off, replace(display, high_contrast=to)) for to in (False, True)),
        reach=texts.plain("display.reach"),
        reach_hint=texts.plain("display.reach_hint"),
        reaches=tuple(option(on if to else off, replace(display, lowered=to)) for to in (False, True)),
        done=texts.own("keyboard.done"),
        done_intent=WentOn(),
    )
