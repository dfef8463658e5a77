"""A video plays, waits for its decoder, pauses, ends and begins again."""

from __future__ import annotations

from kivy_ui.video_frames import DecoderState
from kivy_ui.video_player import Player, PlayerState

LENGTH = 2.0


class CountedFrames:
    """A decoder with one picture every half second, which can be slow, broken and closed."""

    def __init__(self) -> None:
        self.state = DecoderState.RUNNING
        self.ready = True
        self.closed = False
        self.is_finished = False

    def frame_at(self, seconds: float) -> bytes | None:
        self.is_finished = seconds >= LENGTH - 0.5
        return bytes([int(seconds * 2)]) if self.ready else None

    def close(self) -> None:
        self.closed = True


class Room:
    """A player and all the decoders that it opened."""

    def __init__(self) -> None:
        self.opened: list[CountedFrames] = []
        self.player = Player(self._open, LENGTH)

    def _open(self) -> CountedFrames:
        self.opened.append(CountedFrames())
        return self.opened[-1]


def test_no_decoder_runs_before_play() -> None:
    room = Room()
    assert room.player.advance(0.5) is None
    assert room.opened == []


def test_pictures_follow_the_time() -> None:
    room = Room()
    room.player.play()
    assert [room.player.advance(0.5) for _ in range(3)] == [b"\x00", b"\x01", b"\x02"]


def test_time_waits_for_the_first_picture() -> None:
    """Else a slow decoder would cost the visitor the first subtitle."""
    room = Room()
    room.player.play()
    room.opened[0].ready = False
    room.player.advance(1.0)
    assert room.player.at == 0.0


def test_a_pause_stops_the_time_and_keeps_the_decoder() -> None:
    room = Room()
    room.player.play()
    room.player.advance(0.5)
    room.player.pause()
    assert room.player.advance(0.5) is None
    room.player.play()
    assert (room.player.at, len(room.opened)) == (0.5, 1)


def test_the_end_and_again() -> None:
    room = Room()
    room.player.play()
    for _ in range(5):
        room.player.advance(0.5)
    assert room.player.state is PlayerState.ENDED
    room.player.again()
    assert (room.player.state, room.player.at) == (PlayerState.PLAYING, 0.0)
    assert [frames.closed for frames in room.opened] == [True, False]


def test_a_broken_video_is_told() -> None:
    room = Room()
    room.player.play()
    room.opened[0].state = DecoderState.FAILED
    room.player.advance(0.05)
    assert room.player.state is PlayerState.FAILED


def test_leaving_ends_the_decoder() -> None:
    room = Room()
    room.player.play()
    room.player.close()
    assert room.opened[0].closed
