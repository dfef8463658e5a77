"""A visitor who has sent, at a terminal in a process of its own, there to be killed or to end by itself.

`python -m tests.system.killed_sender SETTINGS FORM`: SETTINGS is JSON, see `real_terminal.settings_for`; FORM is
what is sent. Says on its output how far it has come: `sent ID CODE`.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from appliance.bootstrap import bootstrap
from appliance.config import load_config
from appliance.session import events as ev
from appliance.session import sending_events as es
from appliance.session import sending_states as ss
from appliance.session import states as st
from appliance.session.visit import Delivery
from appliance.terminal import Terminal
from tests.flows.visit import Story, offering

LIFE_S = 60.0
STEP_S = 0.01


class OwnProcessStory(Story):
    """A terminal put together as it is in the halls, from settings that came in as text."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.terminal: Terminal = bootstrap(load_config(overrides=settings), offering=offering())
        self.terminal.start()

    def until(self, kind: type[st.Situation]) -> None:
        while not isinstance(self.situation, kind):
            self.goes_on(STEP_S)

    def goes_on(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.terminal.step()
            time.sleep(STEP_S)

    def can_send(self, form_id: str) -> None:
        while self.terminal.session.surroundings.why_not_send(self.form(form_id).office) is not None:
            self.goes_on(STEP_S)

    def sends(self, form_id: str) -> None:
        self.begins("de", form_id)
        self.answers_everything()
        self.does(ev.PreviewRequested(), es.DeliveryChosen(Delivery.SEND), es.PapersDone(), es.ConsentGiven())
        self.until(st.Previewing)
        self.does(ev.PrintConfirmed())
        while isinstance(self.situation, ss.Sending):
            self.goes_on(STEP_S)


def main() -> None:
    settings, form_id = json.loads(sys.argv[1]), sys.argv[2]
    story = OwnProcessStory(settings)
    story.can_send(form_id)
    story.sends(form_id)
    sent = story.visit.sent
    assert sent is not None
    print("sent", sent.id, sent.status_code, flush=True)
    story.goes_on(LIFE_S)


if __name__ == "__main__":
    main()
