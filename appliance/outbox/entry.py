"""What the terminal knows of one submission without opening it: ids, times, counts and where it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from appliance.outbox.progress import NO_MARK, Mark, OfficeAnswer, Stage


@dataclass(frozen=True)
class Entry:
    """The same facts are in memory, in the mark file and in the index. Nothing here is about a person."""

    id: str
    number: int
    """1, 2, 3 … in the order of posting; clocks jump, this does not."""
    office: str
    transport: str
    """Name of the one that sealed it: only that one can hand it over."""
    kind: str
    form_id: str
    created: dt.datetime
    size: int
    """Bytes on disk while the body is kept."""
    status_topic: str = ""
    status_key: bytes = b""
    """Both for the status board, which alone knows what they mean."""
    stage: Stage = Stage.WAITING
    answer: OfficeAnswer = OfficeAnswer.NONE
    reason: str = ""
    """Id of what went wrong last, for logs and MQTT."""
    final: bool = False
    """Nothing more will come from the receiver."""
    changed: dt.datetime | None = None
    """When stage or answer last did. None: not since it was posted."""
    expires: dt.datetime | None = None
    """When a submission that is over is forgotten."""
    mark: Mark = NO_MARK
    tries: int = 0
    """Attempts since something last went well."""
    next_try: float = 0.0
    """Monotonic seconds; means nothing after a restart."""
    seen_by_staff: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it has still to reach the office."""
        return not self.stage.is_over

    @property
    def asks_first(self) -> bool:
        """Whether something of it may have arrived already: the receiver is asked before anything is sent."""
        return self.stage is Stage.SENDING or self.tries > 0

    @property
    def needs_staff(self) -> bool:
        """Whether it will not arrive and nobody has looked at it yet."""
        return self.stage in (Stage.REFUSED, Stage.EXPIRED) and not self.seen_by_staff
