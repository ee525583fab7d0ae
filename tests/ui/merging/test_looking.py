"""One look through the archive at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from archive_app.errors import Cancelled
from archive_app.ui.merging.looking import Looking
from archive_app.ui.session.jobs import Jobs, Stop, Tell

Work = Callable[[Tell, Stop], str]


def waiting(may_end: threading.Event, answer: str) -> Work:
    def work(_tell: Tell, stop: Stop) -> str:
        assert may_end.wait(60)
        if stop():
            raise Cancelled("Stopped.")
        return answer

    return work


def test_what_comes_of_an_earlier_look_is_not_heard(qtbot: QtBot) -> None:
    jobs = Jobs()
    looking = Looking(jobs, "Compare")
    qtbot.addWidget(looking)
    looking.show()
    first, second, heard = threading.Event(), threading.Event(), list[str]()
    looking.begin("Look", waiting(first, "first"), heard.append, heard.append)
    looking.begin("Look", waiting(second, "second"), heard.append, heard.append)
    first.set()
    qtbot.waitUntil(lambda: len(jobs.running) == 1, timeout=30_000)
    assert (looking.under_way, looking.stop.isVisible(), heard) == (True, True, [])
    second.set()
    qtbot.waitUntil(lambda: heard == ["second"], timeout=30_000)
    assert (looking.under_way, looking.stop.isVisible(), looking.bar.isVisible()) == (False, False, False)


def test_a_stop_is_said_with_the_way_on(qtbot: QtBot) -> None:
    jobs, heard, may_end = Jobs(), list[str](), threading.Event()
    looking = Looking(jobs, "Compare")
    qtbot.addWidget(looking)
    looking.begin("Look", waiting(may_end, "found"), heard.append, heard.append)
    looking.stop.click()
    may_end.set()
    qtbot.waitUntil(lambda: heard == ["Stopped. “Look again” begins anew."], timeout=30_000)
