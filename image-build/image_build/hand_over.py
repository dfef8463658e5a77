"""What leaves the house: the image packed, its block map, the update bundle, the papers, checksums of it all."""

from __future__ import annotations

from pathlib import Path

from image_build import outputs, papers, xz
from image_build.bundle import Signer, bundled, manifest
from image_build.imager import Sizes


class HandOver:
    def __init__(self, stem: Path, work: Path, signer: Signer, key: Path | None, offered_at: str) -> None:
        """`stem`: the files' name without what tells them apart. `offered_at`: where they can be fetched."""
        self._stem = stem
        self._work = work
        self._signer = signer
        self._key = key
        self._offered_at = offered_at
        self.sums = stem.with_name("SHA256SUMS")

    def write(self, contents: papers.Contents) -> None:
        """Made last: SHA256SUMS. Where it is, everything is."""
        self.sums.unlink(missing_ok=True)
        image, packed, block_map, bundle = (self._file(one) for one in ("img", "img.xz", "img.bmap", "raucb"))
        xz.pack(image, packed)
        outputs.block_map(image, block_map)
        text = manifest(contents.recipe.compatible, contents.version, contents.build)
        bundled(text, self._work / "partitions/boot-a", self._work / "root.img", self._signer, self._work, bundle)
        digests = {path: outputs.digest(path) for path in (image, packed)}
        sizes = Sizes(image.stat().st_size, digests[image], packed.stat().st_size, digests[packed])
        address = self._offered_at + packed.name
        listed = [
            *papers.lists(self._stem, contents),
            papers.for_imager(self._stem, contents.version, address, sizes),
        ]
        digests |= {path: outputs.digest(path) for path in (block_map, bundle, *listed)}
        outputs.checksums(digests, self.sums, self._key)

    def _file(self, ending: str) -> Path:
        return self._stem.with_name(f"{self._stem.name}.{ending}")
