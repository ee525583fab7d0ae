"""What is done a moment later, and what other threads hand to this one."""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from archive_app.ui.session.later import Later, pending
from archive_app.ui.session.mailbox import Mailbox


def test_it_is_done_once_however_often_it_was_put_off(qtbot: QtBot) -> None:
    done: list[int] = []
    owner = QObject()
    later = Later(owner, 5, lambda: done.append(1))
    for _key in range(5):
        later.start()
    assert pending()
    assert not done
    qtbot.waitUntil(lambda: not pending())
    assert done == [1]


def test_what_keeps_coming_does_not_put_it_off(qtbot: QtBot) -> None:
    owner = QObject()
    later = Later(owner, 60_000, lambda: None)
    later.start_once()
    left = later.remainingTime()
    qtbot.waitUntil(lambda: later.remainingTime() < left)
    later.start_once()
    assert later.remainingTime() < left
    later.stop()


def test_it_goes_with_its_owner(qtbot: QtBot) -> None:
    done: list[int] = []
    widget = QWidget()
    Later(widget, 0, lambda: done.append(1)).start()
    widget.deleteLater()
    QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
    assert not pending()
    qtbot.wait(5)
    assert not done


def test_what_is_done_aside_keeps_nobody_waiting() -> None:
    owner = QObject()
    later = Later(owner, 60_000, lambda: None, aside=True)
    later.start()
    assert later.isActive()
    assert not pending()


def test_calls_of_many_threads_are_made_here_and_in_order(qtbot: QtBot) -> None:
    mailbox, made = Mailbox(), []
    box: list[tuple[int, int, bool]] = made

    def make(thread: int, number: int) -> None:
        box.append((thread, number, threading.current_thread() is threading.main_thread()))

    def work(thread: int) -> None:
        for number in range(200):
            mailbox.put(partial(make, thread, number))

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not made
    qtbot.waitUntil(lambda: len(made) == 800)
    assert all(here for _thread, _number, here in made)
    for thread in range(4):
        assert [number for of, number, _here in made if of == thread] == list(range(200))


def test_a_closed_mailbox_makes_no_call_and_outlives_its_qt_half(qtbot: QtBot) -> None:
    mailbox, made = Mailbox(), []
    mailbox.put(lambda: made.append("before"))
    mailbox.close()
    mailbox.deleteLater()
    QApplication.sendPostedEvents(mailbox, QEvent.Type.DeferredDelete)
    worker = threading.Thread(target=mailbox.put, args=(lambda: made.append("after"),))
    worker.start()
    worker.join()
    qtbot.wait(5)
    assert made == []


def test_a_call_that_fails_does_not_hold_up_the_next(qtbot: QtBot) -> None:
    mailbox, made = Mailbox(), []

    def fail() -> None:
        raise ValueError("on purpose")

    with qtbot.captureExceptions() as caught:
        mailbox.put(fail)
        mailbox.put(lambda: made.append(1))
        qtbot.waitUntil(lambda: bool(made))
    assert [error[0] for error in caught] == [ValueError]
