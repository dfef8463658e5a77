"""Impatient fingers: Print is tapped again and again. One application comes out, and one receipt."""

from __future__ import annotations

from pathlib import Path

from appliance.session import events as ev
from appliance.session import states as st
from tests.flows.visit import Story


def test_print_is_tapped_all_the_time(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("ar", "schulanmeldung-seiteneinsteiger")
    story.answers_everything()
    story.does(ev.PreviewRequested(), ev.PreviewRequested(), ev.PrintConfirmed(), ev.PrintConfirmed())
    for _ in range(40):
        story.does(ev.PrintConfirmed())
        story.a4.step()
        story.receipt.step()
    story.settle()
    story.sees(st.TakingReceipt)
    assert len(story.a4.printed) == 1
    assert len(story.receipt.printed) == 1


def test_home_and_back_to_the_same_application_prints_nothing_new(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.printer_works()
    story.does(ev.HomeTapped(), ev.FormChosen("wohnberechtigungsschein"), ev.FormStarted())
    story.does(ev.PreviewRequested(), ev.PrintConfirmed())
    story.printer_works()
    story.sees(st.TakingReceipt)
    assert len(story.a4.printed) == 1


def test_a_changed_answer_makes_a_new_application_with_a_new_reference(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.printer_works()
    story.does(ev.HomeTapped(), ev.FormChosen("wohnberechtigungsschein"), ev.FormStarted())
    page = story.sees(st.CheckingAnswers)
    name = next(q for q in story.form(page.form_id).questions if q.type.value == "name")
    story.does(ev.ChangeRequested(name.id))
    story.answers(value="Neumann")
    story.does(ev.PreviewRequested(), ev.PrintConfirmed())
    story.printer_works()
    assert len(story.a4.printed) == 2
    assert story.a4.printed[0].key != story.a4.printed[1].key
