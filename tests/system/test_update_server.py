"""The site's update server: real nginx over TLS, by the files that `provision site init` writes."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import os
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.telemetry.paho_link import BrokerSettings
from provisioning.site.issuing import found_site, renew, revoke
from provisioning.site.settings import BrokerTable, UpdatesTable
from tests.peers.broker_guest import eventually
from tests.peers.mosquitto_peer import free_port
from tests.peers.site_bench import PASSPHRASE, SiteBench
from tests.peers.update_server_peer import UpdateServerPeer

pytestmark = pytest.mark.system
CONTENT = bytes(range(256)) * 4096
NAME = "migrado-terminal-0.2.0.raucb"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteBench:
    bench = SiteBench(tmp_path_factory.mktemp("site"), updates_port=free_port())
    (bench.desk.folder.updates / NAME).write_bytes(CONTENT)
    return bench


@pytest.fixture(scope="module")
def server(site: SiteBench) -> Iterator[UpdateServerPeer]:
    with UpdateServerPeer(site.desk.folder.broker, site.updates.port) as peer:
        yield peer


def context(settings: BrokerSettings) -> ssl.SSLContext:
    made = ssl.create_default_context(cafile=settings.ca_file)
    if settings.certificate_file:
        made.load_cert_chain(settings.certificate_file, settings.key_file)
    return made


def test_a_terminal_fetches_a_bundle_and_goes_on_where_it_stopped(
    site: SiteBench, server: UpdateServerPeer
) -> None:
    papers = context(site.terminal("a-1"))
    head = server.ask(papers, f"/{NAME}", "HEAD")
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(CONTENT)))
    first = server.ask(papers, f"/{NAME}", Range="bytes=0-99999")
    assert (first.status, len(first.body)) == (206, 100_000)
    rest = server.ask(papers, f"/{NAME}", Range="bytes=100000-")
    assert rest.status == 206
    assert rest.headers["Content-Range"] == f"bytes 100000-{len(CONTENT) - 1}/{len(CONTENT)}"
    assert first.body + rest.body == CONTENT
    assert server.ask(papers, f"/{NAME}", Range=f"bytes={len(CONTENT)}-").status == 416


@pytest.mark.parametrize(
    "path",
    ["/", "/updates/", "/broker.key", "/..%2fbroker.key", "/%2e%2e/broker.key", "/.hidden.raucb", "/crl.pem",
     "/missing.raucb", "/sub/a.raucb", "/link.raucb", f"/{NAME}/", "/notes.txt"],
)  # fmt: skip
def test_nothing_else_is_given_out_and_nothing_is_listed(
    site: SiteBench, server: UpdateServerPeer, path: str
) -> None:
    shelf = site.desk.folder.updates
    (shelf / "sub").mkdir(exist_ok=True)
    for name in ("sub/a.raucb", "notes.txt", ".hidden.raucb"):
        (shelf / name).write_bytes(b"no")
    link = shelf / "link.raucb"
    if not link.is_symlink():
        link.symlink_to("../broker.key")
    answer = server.ask(context(site.terminal("b-1")), path)
    assert answer.status in {400, 403, 404}, answer
    assert b"KEY" not in answer.body
    assert NAME.encode() not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "MKCOL"])
def test_bundles_are_read_and_nothing_else(site: SiteBench, server: UpdateServerPeer, method: str) -> None:
    assert server.ask(context(site.terminal("c-1")), f"/{NAME}", method).status in {403, 405}
    assert (site.desk.folder.updates / NAME).read_bytes() == CONTENT


def is_refused(server: UpdateServerPeer, papers: ssl.SSLContext) -> bool:
    """Either the handshake fails, or the server says nothing but that it wants another certificate."""
    try:
        answer = server.ask(papers, f"/{NAME}")
    except OSError:
        return True
    return answer.status == 400 and CONTENT[:100] not in answer.body


def test_who_has_no_certificate_of_this_site_gets_nothing(
    site: SiteBench, server: UpdateServerPeer, tmp_path: Path
) -> None:
    own = site.terminal("d-1")
    assert is_refused(server, ssl.create_default_context(cafile=own.ca_file))
    stranger = SiteBench(tmp_path).terminal("d-1")
    papers = ssl.create_default_context(cafile=own.ca_file)
    papers.load_cert_chain(stranger.certificate_file, stranger.key_file)
    assert is_refused(server, papers)
    assert is_refused(server, context(site.guest("d-2", dt.timedelta(hours=-1)))), "its certificate has ended"
    broker = site.desk.folder.broker
    papers = ssl.create_default_context(cafile=own.ca_file)
    papers.load_cert_chain(broker / "broker.pem", broker / "broker.key")
    assert is_refused(server, papers), "the server's own certificate is for no client"
    assert not is_refused(server, context(own))


def test_a_revoked_terminal_is_refused_after_the_reload_and_others_are_not(
    site: SiteBench, server: UpdateServerPeer
) -> None:
    thief, other = context(site.terminal("e-1")), context(site.terminal("e-2"))
    assert server.ask(thief, f"/{NAME}").status == 200
    revoke(site.desk, "e-1")
    assert server.reload().returncode == 0
    assert is_refused(server, thief)
    assert server.ask(other, f"/{NAME}").body == CONTENT


def test_a_download_that_is_under_way_ends_with_the_reload(tmp_path: Path) -> None:
    """Who is shut out must not go on by an old connection; who is not goes on where it stopped."""
    bench = SiteBench(tmp_path, updates_port=free_port())
    size = 64 * 1024 * 1024
    with (bench.desk.folder.updates / NAME).open("wb") as file:
        file.truncate(size)
    with UpdateServerPeer(bench.desk.folder.broker, bench.updates.port) as server:
        papers = context(bench.terminal("h-1"))
        connection = http.client.HTTPSConnection("localhost", server.port, timeout=30, context=papers)
        connection.request("GET", f"/{NAME}")
        answer = connection.getresponse()
        came = len(answer.read(1000))
        revoke(bench.desk, "h-1")
        assert server.reload().returncode == 0
        eventually(lambda: "exited with code" in server.log, 20)
        with contextlib.suppress(OSError, http.client.IncompleteRead):
            while part := answer.read(1 << 20):
                came += len(part)
        assert came < size
        connection.close()


def test_a_renewed_certificate_is_shown_after_the_reload(site: SiteBench, server: UpdateServerPeer) -> None:
    def shown() -> str:
        return ssl.get_server_certificate(("localhost", server.port))

    before = shown()
    assert renew(site.desk, ["_broker"], dt.timedelta(days=3000))
    assert shown() == before
    assert server.reload().returncode == 0
    assert shown() != before


def test_with_files_that_cannot_be_used_the_reload_says_so_and_the_server_goes_on(tmp_path: Path) -> None:
    bench = SiteBench(tmp_path, updates_port=free_port())
    (bench.desk.folder.updates / NAME).write_bytes(CONTENT)
    with UpdateServerPeer(bench.desk.folder.broker, bench.updates.port) as server:
        papers = context(bench.terminal("f-1"))
        (bench.desk.folder.broker / "crl.pem").write_bytes(b"half a li")
        done = server.reload()
        assert done.returncode == 1
        assert "goes on with what it read before" in done.stderr
        assert server.ask(papers, f"/{NAME}").status == 200


def test_the_script_reloads_no_stranger(tmp_path: Path) -> None:
    """The number of a server that is gone may be another program's."""
    broker = SiteBench(tmp_path).desk.folder.broker
    sleeper = subprocess.Popen(["sleep", "60"])
    (broker / "updates.pid").write_text(f"{sleeper.pid}\n")
    done = UpdateServerPeer(broker, 0).reload()
    assert done.returncode == 1
    assert "does not run" in done.stderr
    time.sleep(0.1)
    assert sleeper.poll() is None
    sleeper.terminate()
    sleeper.wait()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_started_by_root_it_serves_as_its_own_user() -> None:
    directory = Path(tempfile.mkdtemp(prefix="migrado-updates-"))
    try:
        port = free_port()
        made = found_site(
            directory / "site", "Utopia", BrokerTable(("localhost",), free_port()), PASSPHRASE,
            dt.datetime.now(dt.UTC), UpdatesTable(port, "www-data"),
        )  # fmt: skip
        broker = made.folder.broker
        refused = subprocess.run([broker / "serve-updates", broker], capture_output=True, text=True, check=False)
        assert refused.returncode == 1
        assert "www-data cannot get into" in refused.stderr
        directory.chmod(0o755)
        with UpdateServerPeer(broker, port):
            parent = Path("/proc") / (broker / "updates.pid").read_text().strip()

            def workers() -> set[str]:
                numbers = (parent / "task" / parent.name / "children").read_text().split()
                return {(parent.parent / number).owner() for number in numbers}

            eventually(lambda: workers() == {"www-data"})
            assert parent.owner() == "root"
    finally:
        shutil.rmtree(directory)


def test_a_folder_from_before_there_were_updates_gets_what_it_lacks(tmp_path: Path) -> None:
    bench = SiteBench(tmp_path)
    broker, settings = bench.desk.folder.broker, bench.path / "site.toml"
    (broker / "serve-updates").unlink()
    (broker / "updates.conf").unlink()
    (broker / "updates").rmdir()
    text = settings.read_text()
    start = text.index("[updates]")
    settings.write_text(text[:start] + text[text.index("[defaults]") :])
    bench.terminal("g-1")
    assert "listen 8443 ssl" in (broker / "updates.conf").read_text()
    assert os.access(broker / "serve-updates", os.X_OK)
    assert (broker / "updates").is_dir()
