"""Frames come from a real decoder process, in step with the time, and its death is noticed."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kivy_ui.video_frames import READY_FRAMES, DecoderState, FrameSource

SIZE = (32, 16)
FPS = 10
RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of red, then two of blue."""
    path = tmp_path_factory.mktemp("film") / "film.webm"
    red, blue = (f"color=c={name}:s=64x32:r={FPS}:d=2" for name in ("red", "blue"))
    inputs = ["-f", "lavfi", "-i", red, "-f", "lavfi", "-i", blue]
    join = ["-filter_complex", "[0][1]concat=n=2", "-c:v", "libvpx"]
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", *inputs, *join, str(path)], check=True)
    return path


@pytest.fixture
def source(film: Path) -> Iterator[FrameSource]:
    opened = FrameSource(film, SIZE, FPS)
    yield opened
    opened.close()


def wait_for(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.01)


def frame(source: FrameSource, seconds: float) -> bytes:
    found: list[bytes] = []

    def due() -> bool:
        pixels = source.frame_at(seconds)
        if pixels is not None:
            found.append(pixels)
        return pixels is not None

    wait_for(due)
    return found[-1]


def is_colour(pixels: bytes, wanted: tuple[int, int, int]) -> bool:
    return all(abs(have - want) < 40 for have, want in zip(pixels[:3], wanted, strict=True))


def test_a_frame_has_the_asked_size_and_the_films_colour(source: FrameSource) -> None:
    pixels = frame(source, 0.0)
    assert len(pixels) == SIZE[0] * SIZE[1] * 3
    assert is_colour(pixels, RED)


def test_the_picture_follows_the_time_asked_for(source: FrameSource) -> None:
    assert is_colour(frame(source, 0.5), RED)
    wait_for(lambda: is_colour(frame(source, 3.0), BLUE))


def test_pausing_shows_the_same_picture_and_holds_the_decoder(source: FrameSource) -> None:
    first = frame(source, 0.0)
    time.sleep(0.3)
    assert source.frame_at(0.0) is first
    assert source.state is DecoderState.RUNNING
    assert len(source._decoder._ready) <= READY_FRAMES


def test_seeking_goes_on_from_there(source: FrameSource) -> None:
    assert is_colour(frame(source, 0.0), RED)
    source.seek(2.5)
    assert is_colour(frame(source, 2.6), BLUE)
    source.seek(0.0)
    assert is_colour(frame(source, 0.0), RED)


def test_after_the_last_frame_the_film_is_finished(source: FrameSource) -> None:
    wait_for(lambda: source.frame_at(100.0) is not None and source.is_finished)
    assert source.state is DecoderState.ENDED
    assert is_colour(frame(source, 100.0), BLUE)


def test_a_decoder_that_dies_is_noticed_and_the_last_picture_stays(source: FrameSource) -> None:
    shown = frame(source, 0.0)
    process = source._decoder._process
    assert process is not None
    process.kill()
    wait_for(lambda: source.frame_at(100.0) is not None and source.state is DecoderState.FAILED)
    assert is_colour(shown, RED)


def test_a_file_that_is_no_film_fails(tmp_path: Path) -> None:
    path = tmp_path / "film.webm"
    path.write_text("not a film")
    source = FrameSource(path, SIZE)
    wait_for(lambda: source.state is DecoderState.FAILED)
    assert source.frame_at(1.0) is None
    source.close()


def test_a_missing_decoder_program_fails_at_once(film: Path) -> None:
    source = FrameSource(film, SIZE, program="no-such-decoder")
    assert source.state is DecoderState.FAILED
    assert source.is_finished
    source.close()


def test_closing_ends_process_and_thread(film: Path) -> None:
    source = FrameSource(film, SIZE, FPS)
    frame(source, 0.0)
    process = source._decoder._process
    assert process is not None
    source.close()
    assert process.poll() is not None
    assert not any(thread.name == "video-frames" for thread in threading.enumerate())
