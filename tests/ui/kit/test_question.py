"""Questions and sentences in the look of the house."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from archive_app.ui.kit.question import Question, Role


@pytest.fixture
def question(qtbot: QtBot) -> Question:
    box = Question(None, "Work is <b>still</b> running. Stop it?")
    qtbot.addWidget(box)
    box.offer("Stop and close")
    box.offer("In the folder", Role.ActionRole)
    box.offer("Keep working", Role.RejectRole)
    box.show()
    return box


def test_the_words_stand_as_they_are_beside_a_drawing_of_ours(question: Question) -> None:
    assert question.text() == "Work is <b>still</b> running. Stop it?"
    assert question.label.textFormat() == Qt.TextFormat.PlainText
    drawn = [label for label in question.findChildren(QLabel) if not label.pixmap().isNull()]
    assert len(drawn) == 1
    assert drawn[0].geometry().right() < question.label.geometry().left()


@pytest.mark.parametrize(
    ("key", "words", "result"),
    [
        (Qt.Key.Key_Return, "Stop and close", QDialog.DialogCode.Accepted),
        (Qt.Key.Key_Escape, "", QDialog.DialogCode.Rejected),
    ],
)
def test_keys_answer(question: Question, qtbot: QtBot, key: Qt.Key, words: str, result: QDialog.DialogCode) -> None:
    qtbot.keyClick(question, key)
    assert not question.isVisible()
    assert question.result() == result
    assert (question.answer.text() if question.answer is not None else "") == words


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_button_that_is_pressed_is_the_answer(question: Question, number: int) -> None:
    buttons = question.findChildren(QPushButton)
    words = ("Stop and close", "In the folder", "Keep working")[number]
    button = next(each for each in buttons if each.text() == words)
    button.click()
    assert question.answer is button
    assert (question.result() == QDialog.DialogCode.Accepted) == (number < 2)
