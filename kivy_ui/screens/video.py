"""A how-to video with its subtitles: play, pause, again. The decoder and the clock run only while it plays."""

from __future__ import annotations

from kivy.clock import Clock

from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.video_frames import FrameSource
from kivy_ui.video_player import Player, PlayerState
from kivy_ui.views_offers import VideoView
from kivy_ui.widgets import button, faces
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.facing import Facing, in_halves
from kivy_ui.widgets.filling import Filling
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page, footer
from kivy_ui.widgets.picture import Framed, frame_px
from kivy_ui.widgets.stack import Column, Row
from kivy_ui.widgets.subtitle import Subtitle
from kivy_ui.widgets.target import Target
from kivy_ui.widgets.video_surface import VideoSurface

_SHARE = 0.62
_SHARE_COMPACT = 0.58
_LEAST_MM = 32
_LARGEST_WIDTH = 1280
"""Pixels that are decoded; a larger screen stretches them."""
_RATIO = 16 / 9


class VideoScreen(Screen):
    def __init__(self, stage: Stage, view: VideoView) -> None:
        super().__init__(stage)
        self.view = view
        size = _frame_size(stage)
        self._player = Player(lambda: FrameSource(view.path, size, view.fps), view.seconds)
        self.surface = VideoSurface(stage, view.poster, size)
        self.subtitle = Subtitle(stage, view.cues, view.cue_language, view.german_cues)
        self._clock = None
        self._build()

    def close(self) -> None:
        self._stop_clock()
        self._player.close()

    def _build(self) -> None:
        stage, view = self.stage, self.view
        self.surface.set_sign(_SIGNS.get(self._player.state, ""))
        for kept in (self.surface, self.subtitle):
            if kept.parent is not None:
                kept.parent.remove_widget(kept)
        below = self._footer()
        title = bilingual(stage.look, view.title, Role.TITLE, bold=True)
        if in_halves(stage):
            above = Column([title, Filling(self._framed())], stage.theme.mm(5))
            self.fill(Page(stage, view.chrome, self._words(), heading=above, footer=below, listen=self.listen))
            return
        share = _SHARE_COMPACT if stage.theme.compact else _SHARE
        body = Filling(Facing(stage, self._words(), self._framed(), share))
        heading = None if stage.theme.compact else title
        self.fill(Page(stage, view.chrome, body, heading=heading, footer=below, listen=self.listen))

    def _framed(self) -> Framed:
        stage = self.stage
        pad = frame_px(stage)
        frame = Target(
            stage, self.surface, faces.card(stage.theme), self._toggle, "video",
            radius=stage.theme.card_radius, padding=(pad, pad),
        )  # fmt: skip
        return Framed(stage, frame, _RATIO, _LEAST_MM)

    def _words(self) -> Node:
        if self._player.state is PlayerState.FAILED:
            ink = self.stage.palette.bad
            icon = Icon(self.stage.look, "alert-circle", self.stage.theme.icon, ink)
            failed = Label(self.stage.look, self.view.failed, bold=True, ink=ink)
            return Row(self.stage.direction, [icon, failed], self.stage.theme.mm(3), (0, 1))
        if self.stage.theme.compact:
            return self.subtitle
        quiet = Label(self.stage.look, self.view.no_sound, Role.SMALL, ink=self.stage.palette.quiet)
        return Column([self.subtitle, quiet], self.stage.theme.mm(4))

    def _footer(self) -> Node:
        stage, view, player = self.stage, self.view, self._player
        again = button.tinted(stage, view.again, self._again, icon="replay")
        match player.state:
            case PlayerState.PLAYING:
                return footer(stage, [button.primary(stage, view.pause, self._toggle, icon="pause")], [again])
            case PlayerState.PAUSED:
                return footer(stage, [button.primary(stage, view.play, self._toggle, icon="play")], [again])
            case PlayerState.ENDED | PlayerState.FAILED:
                return footer(stage, [button.primary(stage, view.again, self._again, icon="replay")])
        return footer(stage, [button.primary(stage, view.play, self._toggle, icon="play")])

    def _toggle(self) -> None:
        if self._player.state is PlayerState.PLAYING:
            self._player.pause()
            self._stop_clock()
        else:
            self._player.play()
            self._start_clock()
        self._rebuild()

    def _again(self) -> None:
        self._player.again()
        self._start_clock()
        self._rebuild()

    def _rebuild(self) -> None:
        self._build()
        self.moved()

    def _start_clock(self) -> None:
        self._stop_clock()
        self._clock = Clock.schedule_interval(self._advance, 1 / self.view.fps)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _advance(self, seconds: float) -> None:
        frame = self._player.advance(seconds)
        if frame is not None:
            self.surface.show(frame)
        if self.subtitle.show(self._player.at):
            self.subtitle.again()
        if self._player.state is not PlayerState.PLAYING:
            self._stop_clock()
            self._build()
        self.moved()


_SIGNS = {
    PlayerState.READY: "play",
    PlayerState.PAUSED: "play",
    PlayerState.ENDED: "replay",
    PlayerState.FAILED: "alert-circle",
}


def _frame_size(stage: Stage) -> tuple[int, int]:
    """Return a size that the pipe carries quickly and every graphics card takes."""
    width = min(_LARGEST_WIDTH, int(stage.theme.screen.width * _SHARE)) // 16 * 16
    return width, width * 9 // 16
