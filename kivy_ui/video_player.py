"""Where a video stands and which picture is due: plays, pauses, ends. Knows time only from what it is told."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Protocol

from kivy_ui.video_frames import DecoderState


class PlayerState(Enum):
    READY = "ready"
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"
    FAILED = "failed"


class Frames(Protocol):
    """What the player needs of `video_frames.FrameSource`."""

    @property
    def state(self) -> DecoderState: ...

    @property
    def is_finished(self) -> bool: ...

    def frame_at(self, seconds: float) -> bytes | None: ...

    def close(self) -> None: ...


class Player:
    """`open_frames` starts a decoder at the beginning; it is called when playing begins, not before."""

    def __init__(self, open_frames: Callable[[], Frames], seconds: float) -> None:
        self._open_frames = open_frames
        self._frames: Frames | None = None
        self._length = seconds
        self.at = 0.0
        self.state = PlayerState.READY

    def play(self) -> None:
        """Begin, go on, or begin again after the end."""
        if self.state in (PlayerState.ENDED, PlayerState.FAILED):
            self._rewind()
        if self._frames is None:
            self._frames = self._open_frames()
        self.state = PlayerState.PLAYING

    def pause(self) -> None:
        if self.state is PlayerState.PLAYING:
            self.state = PlayerState.PAUSED

    def again(self) -> None:
        self._rewind()
        self.play()

    def advance(self, seconds: float) -> bytes | None:
        """Let time pass; return the picture that is due. Time waits until the first picture has been decoded."""
        if self.state is not PlayerState.PLAYING or self._frames is None:
            return None
        frame = self._frames.frame_at(self.at)
        if self._frames.state is DecoderState.FAILED:
            self.state = PlayerState.FAILED
        elif frame is not None:
            self.at = min(self._length, self.at + seconds)
            if self._frames.is_finished and self.at >= self._length:
                self.state = PlayerState.ENDED
        return frame

    def close(self) -> None:
        """End the decoder."""
        if self._frames is not None:
            self._frames.close()
            self._frames = None

    def _rewind(self) -> None:
        self.close()
        self.at = 0.0
        self.state = PlayerState.READY
