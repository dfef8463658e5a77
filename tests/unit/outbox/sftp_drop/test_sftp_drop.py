"""The SFTP drop with OpenSSH's own server: what the shared contract does not ask."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.outbox.ports import NotNow
from appliance.outbox.progress import Mark, Report, Stage
from tests.peers import sftp_cutter
from tests.peers.authority import private_key, private_pem
from tests.peers.sftp_bench import SftpBench
from tests.peers.submissions import submission

pytestmark = pytest.mark.system
DESCRIPTION = Path("docs/interfaces/sftp-drop.md")


@pytest.fixture
def bench() -> Iterator[SftpBench]:
    made = SftpBench()
    yield made
    made.close()


class Sent:
    def __init__(self, bench: SftpBench) -> None:
        self.transport = bench.transport
        self.submission = submission()
        self.sealed = self.transport.seal(self.submission)
        self.marks = [Mark()]

    def hand_over(self) -> Report:
        return self.transport.hand_over(self.sealed, self.marks[-1], self.marks.append)

    def ask(self) -> Report:
        return self.transport.ask(self.sealed.id, self.marks[-1])


def test_what_the_office_collected_before_we_could_look_is_handed_over(bench: SftpBench) -> None:
    sent = Sent(bench)
    bench.loses_last_confirmation()
    with pytest.raises(NotNow, match="connection-lost"):
        sent.hand_over()
    (bench.inbox / f"{sent.sealed.id}.jwe").unlink()
    assert sent.ask() == Report(Stage.HANDED_OVER, reason="collected")
    assert sent.hand_over().stage is Stage.HANDED_OVER
    assert list(bench.inbox.iterdir()) == [], "no second copy"


def test_what_lies_there_whole_is_only_renamed(bench: SftpBench) -> None:
    sent = Sent(bench)
    bench.peer.order(sftp_cutter.DROPS_BEFORE_RENAME)
    with pytest.raises(NotNow):
        sent.hand_over()
    [temporary] = bench.inbox.iterdir()
    assert temporary.name == f".{sent.sealed.id}.part"
    written = temporary.stat().st_ino
    assert sent.ask().stage is Stage.WAITING
    sent.hand_over()
    [final] = bench.inbox.iterdir()
    assert (final.name, final.stat().st_ino) == (f"{sent.sealed.id}.jwe", written)


def test_what_was_cut_off_is_written_anew(bench: SftpBench) -> None:
    sent = Sent(bench)
    bench.peer.order(sftp_cutter.RESETS_IN_WRITE)
    with pytest.raises(NotNow):
        sent.hand_over()
    assert sent.marks == [Mark()]
    assert sent.ask().stage is Stage.WAITING
    sent.hand_over()
    assert [one.pdf for one in bench.received()] == [sent.submission.pdf]


def test_a_server_without_openssh_extensions_will_do() -> None:
    bench = SftpBench(server_options="-P posix-rename,fsync")
    try:
        Sent(bench).hand_over()
        assert len(bench.received()) == 1
    finally:
        bench.close()


def test_a_directory_that_is_missing_is_said(bench: SftpBench) -> None:
    bench.inbox.rmdir()
    with pytest.raises(NotNow, match="directory-missing"):
        Sent(bench).hand_over()
    with pytest.raises(NotNow, match="directory-missing"):
        bench.transport.test()


def test_without_an_answers_directory_everything_else_goes(bench: SftpBench) -> None:
    bench.outbox.rmdir()
    sent = Sent(bench)
    sent.hand_over()
    assert sent.ask().stage is Stage.HANDED_OVER
    assert "cannot answer" in " ".join(bench.transport.test())


@pytest.mark.parametrize("content", ["{}", '{"answer": "approved"}', "x" * 100_000, ""])
def test_a_file_that_is_no_answer_changes_nothing(bench: SftpBench, content: str) -> None:
    sent = Sent(bench)
    sent.hand_over()
    (bench.outbox / f"{sent.sealed.id}.json").write_text(content)
    assert sent.ask() == Report(Stage.HANDED_OVER)


def test_a_directory_in_the_answers_place_changes_nothing(bench: SftpBench) -> None:
    sent = Sent(bench)
    (bench.outbox / f"{sent.sealed.id}.json").mkdir()
    sent.hand_over()
    assert sent.ask() == Report(Stage.HANDED_OVER)


def test_the_program_in_the_description_opens_a_package(bench: SftpBench, tmp_path: Path) -> None:
    [program] = re.findall(r"```python\n(.*?)```", DESCRIPTION.read_text(), re.DOTALL)
    (tmp_path / "open.py").write_text(program)
    (tmp_path / "office.key").write_bytes(private_pem(private_key("office's drop")))
    sent = Sent(bench)
    sent.hand_over()
    package = bench.inbox / f"{sent.sealed.id}.jwe"
    command = [sys.executable, "open.py", "office.key", str(package), "opened"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=30)
    assert (tmp_path / "opened" / "application.pdf").read_bytes() == sent.submission.pdf
    spoilt = bytearray(package.read_bytes())
    spoilt[-9] = ord("A") if spoilt[-9] != ord("A") else ord("B")
    package.write_bytes(spoilt)
    assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, timeout=30).returncode != 0
