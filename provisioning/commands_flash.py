"""`provision flash`: an image onto cards, several at once, each read back whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from provisioning.commands_terminals import Site, refusals
from provisioning.findings import Verdict
from provisioning.flashing.block_map import BlockMap, NotABlockMap, read_block_map
from provisioning.flashing.card_writer import Card, Outcome, flash, keep_log
from provisioning.flashing.disks import Machine, disk_at, disks
from provisioning.flashing.release import check_release
from provisioning.site.folder import SiteFolder
from provisioning.site.settings import NAME as SITE_FILE
from provisioning.terminals.mistakes import Mistake, Mistakes
from provisioning.terminals.provision_file import NAME
from provisioning.trial import Around

Image = Annotated[
    Path | None, typer.Argument(help="FILE.img.xz or FILE.img, with FILE.img.bmap or FILE.bmap beside it.")
]
Targets = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID=]TARGET", help="A disk such as /dev/sdb, or a file; ID puts cards/ID/ onto it."),
]
MapFile = Annotated[Path | None, typer.Option("--map", help="The block map, where it has another name.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Logs = Annotated[Path | None, typer.Option(help="Where each card's log goes; else logs/ of the site's folder.")]


def add_to(app: typer.Typer, around: Around, console: Callable[[], Console], machine: Machine) -> None:
    @app.command("flash")
    def flash_cards(
        image: Image = None,
        targets: Targets = None,
        site: Site = Path(),
        map_file: MapFile = None,
        logs: Logs = None,
        yes: Yes = False,
    ) -> None:
        """Write an image to cards, all at once, and read every block back. Only removable disks that nobody uses.

        Without image and targets: shows the disks, and why each may or may not be written to.
        """
        say = console()
        if image is None or not targets:
            _show_disks(say, machine)
            return
        with refusals():
            cards = [_card(each, SiteFolder(site)) for each in targets]
            _refuse_unfit(cards, machine)
            map_path = _map_path(image, map_file)
            _released(image, map_path, SiteFolder(site), say)
            found = _block_map(map_path)
        _show_plan(cards, machine, say)
        if not yes and not typer.confirm("All that is on them is lost. Go on?"):
            raise typer.Exit(1)
        outcomes = _flash_all(cards, image, found, around, say)
        for outcome in outcomes:
            path = keep_log(logs or site / "logs", outcome)
            said = Text(f"FAILED: {outcome.error}", "bold red") if outcome.error else Text("good", "green")
            say.print(Text.assemble(f"{_called(outcome.terminal_id, outcome.target)}  ", said, f"  {path}"))
        raise typer.Exit(1 if any(outcome.error for outcome in outcomes) else 0)


def _card(wanted: str, folder: SiteFolder) -> Card:
    terminal_id, mark, target = wanted.rpartition("=")
    if not mark:
        return Card(Path(target))
    where = folder.card(terminal_id)
    if not (where / NAME).exists():
        said = "nothing is written for it: provision write", "nichts dafür geschrieben: provision write"
        raise Mistakes([Mistake(terminal_id, *said)])
    return Card(Path(target), terminal_id, tuple(sorted(each for each in where.iterdir() if each.name[0] != ".")))


def _refuse_unfit(cards: Sequence[Card], machine: Machine) -> None:
    """Refuse all if one is unfit: whoever mistook a name for another should look again."""
    wrong = [Mistake(str(card.target), why, "") for card in cards if (why := _why_not(card.target, machine))]
    for values in ([str(card.target.resolve()) for card in cards], [card.terminal_id for card in cards]):
        wrong += [Mistake(one, "is there twice", "") for one in set(values) if one and values.count(one) > 1]
    if wrong:
        raise Mistakes(wrong)


def _why_not(target: Path, machine: Machine) -> str:
    if target.resolve().is_relative_to(machine.devices.resolve()):
        disk = disk_at(machine, target)
        return disk.why_not if disk else "is no whole disk"
    if target.exists() and not target.is_file():
        return "is neither a disk nor a file"
    return ""


def block_maps(image: Path) -> tuple[Path, ...]:
    """Return those that are beside the image."""
    bare = image.with_suffix("") if image.suffix == ".xz" else image
    return tuple(path for path in (Path(f"{bare}.bmap"), bare.with_suffix(".bmap")) if path.is_file())


def _released(image: Path, map_file: Path, folder: SiteFolder, say: Console) -> None:
    """With a release key of the site, only what is signed by it goes on a card. Raises Mistakes."""
    key = folder.release_key() if (folder.path / SITE_FILE).exists() else None
    for finding in check_release((image, map_file), key):
        if finding.verdict is Verdict.BAD:
            raise Mistakes([Mistake(str(image), f"{finding.said}. {finding.correct}", "")])
        say.print(f"{image.name}  {finding.about}: {finding.said}")


def _block_map(path: Path) -> BlockMap:
    try:
        return read_block_map(path.read_bytes())
    except NotABlockMap as problem:
        raise Mistakes([Mistake(str(path), str(problem), "")]) from None


def _map_path(image: Path, named: Path | None) -> Path:
    """Raises Mistakes: without a map nobody knows whether the image is whole, nor what need not be written."""
    path = named or next(iter(block_maps(image)), None)
    if path is None:
        said = "there is no block map (.bmap) beside it; it is released with the image"
        raise Mistakes([Mistake(str(image), said, "")])
    return path


def _flash_all(
    cards: Sequence[Card], image: Path, found: BlockMap, around: Around, say: Console
) -> tuple[Outcome, ...]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=say) as bars, ThreadPoolExecutor(len(cards)) as threads:

        def one(card: Card, bar: TaskID) -> Outcome:
            name = _called(card.terminal_id, str(card.target))

            def report(step: str, done: int) -> None:
                bars.update(bar, advance=done, description=f"{name}  {step}")

            return flash(card, image, found, report, around.now)

        total = 2 * found.mapped_bytes
        started = [
            threads.submit(one, card, bars.add_task(_called(card.terminal_id, str(card.target)), total=total))
            for card in cards
        ]
        return tuple(each.result() for each in started)


def _show_plan(cards: Sequence[Card], machine: Machine, say: Console) -> None:
    for card in cards:
        disk = disk_at(machine, card.target)
        what = f"{disk.model}, {disk.size / 1e9:.1f} GB" if disk else "a file"
        say.print(Text(f"{_called(card.terminal_id, str(card.target))}  {what}"))


def _show_disks(say: Console, machine: Machine) -> None:
    for disk in disks(machine):
        if disk.size:
            why = Text(disk.why_not or "may be written to", "" if disk.why_not else "green")
            say.print(Text.assemble(f"{disk.path}  {disk.size / 1e9:.1f} GB  {disk.model}  ", why))


def _called(terminal_id: str, target: str) -> str:
    return f"{terminal_id} {target}".strip()
