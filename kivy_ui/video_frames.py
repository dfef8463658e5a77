"""Pictures of a video for a texture: a separate decoder process writes raw frames, a thread keeps a few ready.

The decoder is Debian's `ffmpeg` program: see docs/decisions on video playback for why it is no library.
Pausing needs nothing: who stops asking for later frames stops the decoder, as the few ready frames fill up.
"""

from __future__ import annotations

import logging
import subprocess
import threading
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

READY_FRAMES = 4
STOP_SECONDS = 1.0
log = logging.getLogger(__name__)


class DecoderState(StrEnum):
    RUNNING = "running"
    ENDED = "ended"
    """All frames have been decoded; some may still wait to be shown."""
    FAILED = "failed"
    """The decoder could not be started, died, or gave half a picture."""


@dataclass(frozen=True)
class _Frame:
    seconds: float
    pixels: bytes


class FrameSource:
    """RGB frames of `size` (width, height), rows from the top, at a steady `fps`. All calls return at once."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int = 20, program: str = "ffmpeg") -> None:
        self._path, self._size, self._fps, self._program = path, size, fps, program
        self._decoder = self._decode_from(0.0)

    @property
    def state(self) -> DecoderState:
        return self._decoder.state

    @property
    def is_finished(self) -> bool:
        """True when the last frame has been handed out and none will follow."""
        return self._decoder.state is not DecoderState.RUNNING and self._decoder.is_empty

    def frame_at(self, seconds: float) -> bytes | None:
        """Return the newest frame that is due, the last one again if none is newer, None before the first."""
        return self._decoder.frame_at(seconds)

    def seek(self, seconds: float) -> None:
        """Go on from another moment; the next frames are those from there on."""
        self._decoder.stop()
        self._decoder = self._decode_from(max(0.0, seconds))

    def close(self) -> None:
        """End the decoder and its thread."""
        self._decoder.stop()

    def _decode_from(self, seconds: float) -> _Decoder:
        width, height = self._size
        command = [self._program, "-nostdin", "-loglevel", "quiet", "-protocol_whitelist", "file,pipe"]
        command += ["-threads", "2", "-ss", f"{seconds:.3f}", "-i", str(self._path), "-an", "-sn"]
        command += ["-vf", f"fps={self._fps},scale={width}:{height}", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"]
        return _Decoder(command, width * height * 3, seconds, self._fps)


class _Decoder:
    """One run of the decoder process, from one moment on."""

    def __init__(self, command: list[str], frame_bytes: int, start: float, fps: int) -> None:
        self._frame_bytes, self._start, self._fps = frame_bytes, start, fps
        self._ready: deque[_Frame] = deque()
        self._shown: bytes | None = None
        self._changed = threading.Condition()
        self._stopping = False
        self.state = DecoderState.RUNNING
        self._process = _started(command)
        if self._process is None:
            self.state = DecoderState.FAILED
            return
        self._thread = threading.Thread(target=self._read, args=(self._process,), name="video-frames", daemon=True)
        self._thread.start()

    @property
    def is_empty(self) -> bool:
        with self._changed:
            return not self._ready

    def frame_at(self, seconds: float) -> bytes | None:
        with self._changed:
            while self._ready and self._ready[0].seconds <= seconds:
                self._shown = self._ready.popleft().pixels
                self._changed.notify()
            return self._shown

    def stop(self) -> None:
        if self._process is None:
            return
        with self._changed:
            self._stopping = True
            self._ready.clear()
            self._changed.notify()
        self._process.kill()
        self._process.wait(STOP_SECONDS)
        self._thread.join(STOP_SECONDS)

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        number = 0
        while pixels := _whole(process, self._frame_bytes):
            if len(pixels) < self._frame_bytes or not self._offer(
                _Frame(self._start + number / self._fps, pixels)
            ):
                break
            number += 1
        self._finish(process, number)

    def _offer(self, frame: _Frame) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or len(self._ready) < READY_FRAMES)
            if not self._stopping:
                self._ready.append(frame)
            return not self._stopping

    def _finish(self, process: subprocess.Popen[bytes], frames: int) -> None:
        # Nobody reads any more: without this a decoder that still writes would wait for ever.
        if process.stdout is not None:
            process.stdout.close()
        code = process.wait()
        with self._changed:
            if self._stopping or (code == 0 and frames > 0):
                self.state = DecoderState.ENDED
                return
            self.state = DecoderState.FAILED
        log.warning("video decoder ended with code %d after %d frames", code, frames)


def _started(command: list[str]) -> subprocess.Popen[bytes] | None:
    try:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        log.error("video decoder could not be started: %s", type(error).__name__)
        return None


def _whole(process: subprocess.Popen[bytes], size: int) -> bytes:
    """Return `size` bytes, fewer only at the end."""
    return process.stdout.read(size) if process.stdout is not None else b""
