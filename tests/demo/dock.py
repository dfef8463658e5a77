"""The dock: all levers of the demo's devices on a panel that F12 opens. It is never in an image."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics import Color, Rectangle
from kivy.metrics import sp
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.button import Button
from kivy.uix.gridlayout import GridLayout
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView
from kivy.uix.textinput import TextInput

from hardware.devices import Devices
from hardware.id_scanner.simulated import SimulatedIdScanner
from hardware.touchscreen.simulated import SimulatedTouchscreen
from tests.demo.levers import pull
from tests.demo.twins import newest_code, stick_levers

F12 = 293
WIDTH_PX = 420
ROW_PX = 44
Lever: TypeAlias = tuple[str, Callable[[], object]]
Group: TypeAlias = tuple[str, Sequence[Lever]]


def levers_of(devices: Devices, socket_path: Path) -> Sequence[Group]:
    """Return all levers, in groups: the twins' own, and those of the peers in the supervisor's process."""

    def peer(word: str) -> Callable[[], object]:
        return lambda: pull(socket_path, word)

    return (
        ("Document", _scanner_levers(devices.scanner)),
        ("USB stick", stick_levers(devices.stick)),
        (
            "A4 printer",
            (
                ("Take paper out", peer("a4.remove_paper")),
                ("Out after 1 page", peer("a4.out_after_one_page")),
                ("Put paper in", peer("a4.insert_paper")),
                ("Hold the queue", peer("a4.pause_queue")),
                ("Unplug", peer("a4.unplug")),
                ("Plug in", peer("a4.plug_in")),
                ("Stop CUPS", peer("cups.stop")),
                ("Start CUPS", peer("cups.start")),
            ),
        ),
        (
            "Receipt printer",
            (
                ("Nearly empty", peer("receipt.run_low")),
                ("Take paper out", peer("receipt.remove_paper")),
                ("Put paper in", peer("receipt.insert_paper")),
                ("Open cover", peer("receipt.open_cover")),
                ("Close cover", peer("receipt.close_cover")),
                ("Jam the cutter", peer("receipt.jam")),
                ("Repair", peer("receipt.repair")),
                ("Unplug", peer("receipt.unplug")),
                ("Plug in", peer("receipt.plug_in")),
            ),
        ),
        ("Touchscreen", _touch_levers(devices.touch)),
        (
            "Offices",
            (
                ("Got it", peer("office.received")),
                ("Work on it", peer("office.works_on_it")),
                ("Need more papers", peer("office.needs_papers")),
                ("Give an appointment", peer("office.gives_appointment")),
                ("Refuse", peer("office.refuses")),
                ("Unreachable", peer("offices.away")),
                ("Back again", peer("offices.back")),
            ),
        ),
        ("Network", (("Cut", peer("network.cut")), ("Restore", peer("network.restore")))),
    )


def _scanner_levers(scanner: object) -> Sequence[Lever]:
    if not isinstance(scanner, SimulatedIdScanner):
        return ()
    return (
        ("Insert passport", scanner.insert_passport),
        ("Insert ID card", scanner.insert_id_card),
        ("Insert residence permit", scanner.insert_residence_permit),
        ("Insert expired passport", scanner.insert_expired),
        ("Insert unreadable card", scanner.insert_unreadable),
        ("Pull out early", scanner.pull_out_early),
        ("Unplug", scanner.unplug),
        ("Plug in", scanner.plug_in),
    )


def _touch_levers(touch: object) -> Sequence[Lever]:
    if not isinstance(touch, SimulatedTouchscreen):
        return ()
    return (("Unplug", touch.unplug), ("Plug in", touch.plug_in))


class Dock(BoxLayout):  # type: ignore[misc]  # Kivy has no types
    """A panel at the window's right edge. A lever may take seconds, so each pull has a thread."""

    def __init__(self, groups: Sequence[Group], show_code: Callable[[str], object], codes: Path) -> None:
        super().__init__(orientation="vertical", size_hint=(None, None), width=WIDTH_PX, padding=12, spacing=4)
        self._result = Label(text="F12 closes the dock", size_hint_y=None, height=ROW_PX, font_size=sp(15))
        with self.canvas.before:
            Color(0.11, 0.13, 0.16, 0.96)
            self._ground = Rectangle()
        for title, levers in groups:
            if levers:
                self._add_group(title, levers)
        self._add_code(show_code, codes)
        self.add_widget(self._result)
        self.height = sum(child.height + 4 for child in self.children) + 24
        self.bind(pos=self._lay_ground, size=self._lay_ground)
        self._told: queue.SimpleQueue[str] = queue.SimpleQueue()
        Clock.schedule_interval(self._show_told, 0.2)

    def _add_group(self, title: str, levers: Sequence[Lever]) -> None:
        self.add_widget(Label(text=title, size_hint_y=None, height=30, bold=True, font_size=sp(15)))
        rows = (len(levers) + 1) // 2
        grid = GridLayout(cols=2, spacing=4, size_hint_y=None, height=rows * (ROW_PX + 4))
        for name, lever in levers:
            button = Button(text=name, font_size=sp(14))
            button.bind(on_release=lambda _, n=name, f=lever: self._pull(n, f))
            grid.add_widget(button)
        self.add_widget(grid)

    def _add_code(self, show_code: Callable[[str], object], codes: Path) -> None:
        """A code is typed, or is the newest that something in the demo has left in the codes' folder."""
        typed = TextInput(
            hint_text="MIGRADO:…", multiline=False, size_hint_y=None, height=ROW_PX, font_size=sp(14)
        )
        self.add_widget(Label(text="Code", size_hint_y=None, height=30, bold=True, font_size=sp(15)))
        self.add_widget(typed)
        grid = GridLayout(cols=2, spacing=4, size_hint_y=None, height=ROW_PX + 4)
        for name, text in (
            ("Hold up this code", lambda: typed.text),
            ("Hold up the newest", lambda: newest_code(codes)),
        ):
            button = Button(text=name, font_size=sp(14))
            button.bind(on_release=lambda _, n=name, t=text: self._show_code(n, t(), show_code))
            grid.add_widget(button)
        self.add_widget(grid)

    def _show_code(self, name: str, text: str, show_code: Callable[[str], object]) -> None:
        if text:
            self._pull(name, lambda: show_code(text.strip()))
        else:
            self._tell(f"{name}: there is none")

    def _pull(self, name: str, lever: Callable[[], object]) -> None:
        self._tell(f"{name} …")
        threading.Thread(target=self._pulled, args=(name, lever), daemon=True).start()

    def _pulled(self, name: str, lever: Callable[[], object]) -> None:
        try:
            answer = lever() or "ok"
        except OSError as error:
            answer = type(error).__name__
        self._tell(f"{name}: {answer}")

    def _tell(self, text: str) -> None:
        """Any thread: Kivy's own calls across threads may get lost."""
        self._told.put(text)

    def _show_told(self, _seconds: float) -> None:
        while not self._told.empty():
            self._result.text = self._told.get()

    def _lay_ground(self, *_: Any) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size

    def on_touch_down(self, touch: Any) -> bool:
        """Keep every touch on the dock from the screen below it."""
        return bool(super().on_touch_down(touch)) or bool(self.collide_point(*touch.pos))


def open_by_f12(dock: Dock) -> None:
    """Show and hide the dock with F12, at the right edge of the window; a low window scrolls it."""
    frame = ScrollView(size_hint=(None, None), width=dock.width, bar_width=10)
    frame.add_widget(dock)

    def pressed(_window: Any, key: int, *_: Any) -> bool:
        if key != F12:
            return False
        if frame.parent is None:
            frame.height = min(dock.height, Window.height)
            frame.pos = (Window.width - dock.width, Window.height - frame.height)
            Window.add_widget(frame)
        else:
            Window.remove_widget(frame)
        return True

    Window.bind(on_key_down=pressed)
