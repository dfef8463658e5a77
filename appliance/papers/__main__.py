"""The process that writes one PDF anew: in over stdin, out over stdout after a line that says how it went."""

from __future__ import annotations

import sys

import msgspec

from appliance.papers.lockdown import lock_down
from appliance.papers.paper import PaperLimits, PaperRefused, Refusal
from appliance.papers.rewriting import rewrite


def main() -> int:
    limits = msgspec.json.decode(sys.argv[1], type=PaperLimits)
    lock_down(limits.memory_bytes, limits.cpu_seconds, limits.file_bytes)
    head, pdf = _answer(limits)
    sys.stdout.buffer.write(f"{head}\n".encode() + pdf)
    sys.stdout.buffer.flush()
    return 0


def _answer(limits: PaperLimits) -> tuple[str, bytes]:
    try:
        paper = rewrite(sys.stdin.buffer.read(), limits)
    except PaperRefused as refused:
        return f"refused {refused.reason}", b""
    except MemoryError:
        return f"refused {Refusal.TOO_LARGE}", b""
    return f"clean {paper.pages}", paper.pdf


if __name__ == "__main__":
    sys.exit(main())
