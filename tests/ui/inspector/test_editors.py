"""The editors of the records behind the links: names, affiliations, links, identifiers, and texts that mean harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind, NameKind, TextRole
from archive_app.domain.model.records import LinkValue, Record
from archive_app.domain.text.showing import covered, hides, lines, shown
from archive_app.services.archive import Archive
from archive_app.services.records import editing, identifiers, linking, reading
from archive_app.services.records.editing import NewName
from archive_app.services.tagging import codes
from archive_app.services.terms import terms
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import SavingLine, SavingText
from archive_app.ui.merging.duplicates import DuplicatesDialog
from archive_app.ui.merging.merge import MergeDialog
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

HOSTILE = (
    "x" * 10_000,
    "杭" * 10_000,
    "word " * 2_000,
    "\u202egnp.exe\u202d",
    "<b>bold</b><img src='file:///etc/passwd'>",
    "a\x07b\x1bc\x85d\u2028e\nf\tg",
    "\u2066isolated \u2069\u2069 & more",
    "👩‍👩‍👧" * 500,
)


def add(archive: Archive, kind: Kind, *names: str, **values: str) -> int:
    return editing.add_record(archive, kind=kind, names=[NewName(name) for name in names], values=values).id


def archive_of(window: Window) -> Archive:
    return window.workbench.session.archive


def show(window: Window, record: int, settle: Settle) -> None:
    window.workbench.inspector.show_id(record)
    settle()
    assert window.workbench.inspector.record is not None
    assert window.workbench.inspector.record.id == record


def stored(window: Window) -> Record:
    record = window.workbench.inspector.record
    assert record is not None
    return reading.record(archive_of(window), record.id)


def line(window: Window, name: str) -> SavingLine:
    found = window.workbench.inspector.findChild(SavingLine, name)
    assert found is not None, name
    return found


def retype(qtbot: QtBot, editor: SavingLine, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClick(editor, Key.Key_Delete)
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Key.Key_Return)


@pytest.fixture
def person(window: Window, settle: Settle) -> int:
    """Somebody with two names, shown."""
    made = add(archive_of(window), Kind.PERSON, "Ann Lee", "李安")
    show(window, made, settle)
    return made


@pytest.mark.usefixtures("person")
def test_script_language_and_kind_of_a_name(window: Window, qtbot: QtBot, settle: Settle) -> None:
    block = window.workbench.inspector.page.names._blocks[1]
    assert (block.language.text(), block.script.text()) == ("Chinese", "Han")
    retype(qtbot, block.script, "hant")
    settle()
    retype(qtbot, block.language, "chinese (traditional)")
    settle()
    kind = window.workbench.inspector.findChild(QComboBox, "name-kind-1")
    assert kind is not None
    kind.setFocus()
    qtbot.keyClick(kind, Key.Key_End)
    kind.activated.emit(kind.currentIndex())
    settle()
    name = stored(window).names[1]
    assert (name.text, name.lang, name.script, name.kind) == ("李安", "zh-Hant", "Hant", NameKind.ALIAS)
    refused: list[str] = []
    window.workbench.session.refused.connect(refused.append)
    retype(qtbot, block.script, "nonsense")
    settle()
    assert "no script" in refused[0]
    # It stays to be mended, and Escape lets go of it.
    assert (block.script.text(), block.script.property("unsaved")) == ("nonsense", True)
    qtbot.keyClick(block.script, Key.Key_Escape)
    assert block.script.text() == "Chinese (traditional)"
    retype(qtbot, block.script, "")
    settle()
    assert stored(window).names[1].script == "Hani"


@pytest.mark.usefixtures("person")
def test_names_are_reordered_and_the_original_marked(window: Window, qtbot: QtBot, settle: Settle) -> None:
    second = line(window, "name-1")
    second.setFocus()
    qtbot.keyClick(second, Key.Key_Up, CTRL_SHIFT)
    settle()
    assert [name.text for name in stored(window).names] == ["李安", "Ann Lee"]
    assert line(window, "name-0").hasFocus()
    mark = window.workbench.inspector.findChild(QToolButton, "name-original-0")
    assert mark is not None
    mark.setFocus()
    qtbot.keyClick(mark, Key.Key_Space)
    settle()
    assert [name.is_original for name in stored(window).names] == [True, False]


def test_the_only_name_stays(window: Window, qtbot: QtBot, settle: Settle) -> None:
    show(window, add(archive_of(window), Kind.PERSON, "Ann"), settle)
    refused: list[str] = []
    window.workbench.session.refused.connect(refused.append)
    retype(qtbot, line(window, "name-0"), "")
    settle()
    assert "only name" in refused[0]
    assert stored(window).names[0].text == "Ann"
    assert line(window, "name-0").text() == "Ann"


@pytest.mark.usefixtures("person")
def test_an_affiliation_from_when_to_when(window: Window, qtbot: QtBot, settle: Settle) -> None:
    archive = archive_of(window)
    press = add(archive, Kind.ORGANISATION, "Arkeoloji Sanat")
    section = window.workbench.inspector.page.affiliations
    assert section.isVisible()
    edit = section.adder.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "arkeoloji")
    qtbot.waitUntil(lambda: edit.suggestions.popup.isVisible())
    qtbot.keyClick(edit, Key.Key_Return)
    settle()
    (link,) = stored(window).links
    assert (link.relation, link.other.id) == ("affiliated_with", press)
    assert window.workbench.inspector.page.links._made == {}
    retype(qtbot, line(window, f"link-role-{link.id}"), "publisher")
    settle()
    retype(qtbot, line(window, f"link-from-{link.id}"), "1978")
    settle()
    assert stored(window).links[0].date.edtf == "1978/.."  # type: ignore[union-attr]
    retype(qtbot, line(window, f"link-to-{link.id}"), "2004")
    settle()
    link = stored(window).links[0]
    assert (link.role, link.date and link.date.edtf) == ("publisher", "1978/2004")
    refused: list[str] = []
    window.workbench.session.refused.connect(refused.append)
    retype(qtbot, line(window, f"link-to-{link.id}"), "later")
    settle()
    assert "not a date" in refused[0]
    until = line(window, f"link-to-{link.id}")
    assert (until.text(), until.property("unsaved")) == ("later", True)
    qtbot.keyClick(until, Key.Key_Escape)
    assert until.text() == "2004"


def unfolded(window: Window, qtbot: QtBot, settle: Settle) -> tuple[LinkValue, QToolButton]:
    """A link of the photo that is shown, unfolded by keys, and the button that unfolds it."""
    archive = archive_of(window)
    photo = next(row.id for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO)
    someone = add(archive, Kind.PERSON, "Ann Lee")
    linking.add_link(archive, records=[photo], relation="depicts", other=someone)
    show(window, photo, settle)
    link = next(each for each in stored(window).links if each.other.id == someone)
    fold = window.workbench.inspector.findChild(QToolButton, f"link-fold-{link.id}")
    assert fold is not None
    fold.setFocus()
    qtbot.keyClick(fold, Key.Key_Space)
    return link, fold


def test_the_roles_of_the_vocabulary_are_offered_where_a_role_is_typed(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    archive = archive_of(window)
    terms.add_term(archive, vocabulary="roles", names=[NewName("Interpreter", "en")])
    link, _fold = unfolded(window, qtbot, settle)
    role = line(window, f"link-role-{link.id}")
    qtbot.keyClicks(role, "pret")
    popup = role.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    assert role.text() == "Interpreter"
    qtbot.keyClick(role, Key.Key_Tab)
    settle()
    assert next(each for each in stored(window).links if each.id == link.id).role == "Interpreter"


def test_a_link_unfolds_and_is_edited_by_keys(window: Window, qtbot: QtBot, settle: Settle) -> None:
    link, fold = unfolded(window, qtbot, settle)
    role = line(window, f"link-role-{link.id}")
    assert role.hasFocus()
    qtbot.keyClicks(role, "speaker")
    qtbot.keyClick(role, Key.Key_Tab)
    date = line(window, f"link-date-{link.id}")
    assert date.hasFocus()
    # What is typed while the role is being saved and read back is not lost.
    qtbot.keyClicks(date, "2025")
    settle()
    assert line(window, f"link-date-{link.id}") is date
    qtbot.keyClick(date, Key.Key_Tab)
    certainty = line(window, f"link-certainty-{link.id}")
    assert certainty.hasFocus()
    qtbot.keyClicks(certainty, "probable")
    qtbot.keyClick(certainty, Key.Key_Tab)
    note = line(window, f"link-note-{link.id}")
    qtbot.keyClicks(note, "at the left")
    qtbot.keyClick(note, Key.Key_Return)
    settle()
    link = next(each for each in stored(window).links if each.id == link.id)
    assert (link.role, link.date and link.date.edtf, link.certainty, link.note) == (
        "speaker", "2025", "probable", "at the left",
    )  # fmt: skip
    assert fold.isChecked()


def test_the_same_link_in_the_same_role_is_refused(window: Window, qtbot: QtBot, settle: Settle) -> None:
    archive = archive_of(window)
    one, event = add(archive, Kind.PERSON, "Ann Lee"), add(archive, Kind.EVENT, "Concert")
    for role in ("speaker", "guest"):
        linking.add_link(archive, records=[one], relation="took part in", other=event, role=role)
    show(window, one, settle)
    refused: list[str] = []
    window.workbench.session.refused.connect(refused.append)
    guest = next(link for link in stored(window).links if link.role == "guest")
    retype(qtbot, line(window, f"link-role-{guest.id}"), "speaker")
    settle()
    assert "speaker" in refused[0]
    assert {link.role for link in stored(window).links} == {"speaker", "guest"}
    role = line(window, f"link-role-{guest.id}")
    assert (role.text(), role.property("unsaved")) == ("speaker", True)
    qtbot.keyClick(role, Key.Key_Escape)
    assert role.text() == "guest"


def test_an_identifier_is_pasted_copied_and_removed(window: Window, person: int, qtbot: QtBot, settle: Settle) -> None:
    section = window.workbench.inspector.page.identifiers
    section.line.setFocus()
    qtbot.keyClicks(section.line, "https://www.wikidata.org/wiki/Q42")
    qtbot.keyClick(section.line, Key.Key_Return)
    settle()
    assert [(each.scheme, each.value) for each in stored(window).identifiers] == [("wikidata", "Q42")]
    assert section.line.text() == ""
    qtbot.keyClicks(section.line, "nonsense")
    qtbot.keyClick(section.line, Key.Key_Return)
    settle()
    assert "neither the address" in section.fault.text()
    assert section.line.text() == "nonsense"
    buttons = {button.accessibleName().split()[0]: button for button in section.findChildren(QToolButton)
               if button.accessibleName() != section.title}  # fmt: skip
    qtbot.keyClick(buttons["Copy"], Key.Key_Space)
    assert QApplication.clipboard().text() == "https://www.wikidata.org/wiki/Q42"
    qtbot.keyClick(buttons["Remove"], Key.Key_Space)
    settle()
    assert identifiers.identifiers(archive_of(window), person) == ()


def test_a_code_in_a_caption_is_shown_and_written_out(window: Window, qtbot: QtBot, settle: Settle) -> None:
    archive = archive_of(window)
    someone = add(archive, Kind.PERSON, "Ann Lee")
    codes.set_code(archive, code="al", targets=[codes.NewTarget(someone)])
    photo = next(row.id for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO)
    show(window, photo, settle)
    caption = window.workbench.inspector.findChild(SavingText, "text-caption")
    assert caption is not None
    caption.setFocus()
    qtbot.keyClicks(caption, "With =al")
    settle()
    echoes = [label.text() for label in window.workbench.inspector.page.essentials.findChildren(QLabel, "echo")]
    assert "With Ann Lee" in echoes
    window.workbench.results.grid.setFocus()
    settle()
    record = reading.record(archive, photo)
    assert [text.text for text in record.texts if text.role is TextRole.CAPTION] == ["With Ann Lee"]
    assert someone in [link.other.id for link in record.links]


def test_a_caption_is_in_the_language_of_its_sentence_not_of_its_codes(window: Window, settle: Settle) -> None:
    archive = archive_of(window)
    signing = add(archive, Kind.EVENT, "德累斯顿签约仪式")
    codes.set_code(archive, code="dl", targets=[codes.NewTarget(signing)])
    photos = [row.id for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO][:2]
    window.session.settings.remember_language("Latn", "de")
    for photo, typed in zip(photos, ("zai =dl上合影", "与Technische Universität Dresden签约"), strict=True):
        show(window, photo, settle)
        caption = window.workbench.inspector.findChild(SavingText, "text-caption")
        assert caption is not None
        caption.setFocus()
        caption.insertPlainText(typed)
        settle()
        window.workbench.results.grid.setFocus()
        settle()
    texts = [(text.text, text.lang) for photo in photos for text in reading.record(archive, photo).texts]
    assert texts == [("zai 德累斯顿签约仪式上合影", "zh"), ("与Technische Universität Dresden签约", "zh")]


def test_a_text_that_qt_writes_otherwise_is_not_changed_by_looking_at_it(window: Window, settle: Settle) -> None:
    archive = archive_of(window)
    someone = add(archive, Kind.PERSON, "Ann\u00a0Lee")
    words = "No\u00a0break\u2028line\u2029end"
    editing.set_text(archive, record=someone, role=TextRole.NOTE, lang="en", text=words)
    show(window, someone, settle)
    note = window.workbench.inspector.findChild(SavingText, "text-note")
    assert note is not None
    note.setFocus()
    window.workbench.results.grid.setFocus()
    window.workbench.inspector.flush()
    settle()
    record = reading.record(archive, someone)
    assert (record.texts[0].text, record.names[0].text) == (words, "Ann\u00a0Lee")


def test_what_hides_is_shown() -> None:
    assert shown("a\x00b\x1b\x7f\x85") == "a␀b␛␡\\x85"
    assert shown("\u202eabc\u2069") == "\\u202Eabc\\u2069"
    assert shown("x" * 300) == "x" * 199 + "…"
    assert shown("plain\u200f name") == "plain\u200f name"
    assert [hides(text) for text in ("Ann", "李安", "ا\u200fب", "a\u202eb", "a\x00", "x" * 9_000)] == [
        False, False, False, True, True, False,
    ]  # fmt: skip
    assert covered("a\x07b\u202ec\nd") == "a␇b\ufffdc\nd"
    assert lines("one\ntwo\u2068three\u2069") == "one\ntwo\u2068three\u2069"
    assert max(map(len, lines("y" * 500).split("\u200b"))) <= 20
    assert "\u202e" not in theme.plain_tip("\u202eabc")
    assert max(map(len, theme.plain_tip("z" * 3_000).split("\n"))) <= 130


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_break_nothing(window: Window, name: str, settle: Settle) -> None:
    archive = archive_of(window)
    one, two = add(archive, Kind.PERSON, name), add(archive, Kind.PERSON, name)
    house = add(archive, Kind.ORGANISATION, name)
    linking.add_link(archive, records=[one], relation="affiliated with", other=house, role=name[:500], note=name[:500])
    linking.add_link(archive, records=[one], relation="related to", other=two, role=name[:500], note=name[:500])
    editing.set_text(archive, record=one, role=TextRole.CAPTION, lang="en", text=name)
    identifiers.identify(archive, record=one, values=[("uri", "https://example.org/" + "a" * 1_500)])
    inspector = window.workbench.inspector
    width = window.width()
    show(window, one, settle)
    for fold in inspector.findChildren(QToolButton):
        if fold.objectName().startswith("link-fold"):
            fold.click()
    settle()
    page = inspector.page.widget()
    assert page.minimumSizeHint().width() <= inspector.page.viewport().width()
    assert window.width() == width
    asked = MergeDialog(window.workbench.session, *reading.refs(archive, [one, two]), window)
    asked.open()
    settle()
    assert asked.go.isEnabled()
    assert asked.minimumSizeHint().width() < 1_000
    listed = DuplicatesDialog(window.workbench.session, window.jobs, window)
    listed.show()
    settle()
    assert listed.model.pairs
    assert listed.minimumSizeHint().width() < 1_000
    _nothing_hides(asked)
    _nothing_hides(listed)
    _nothing_hides(inspector)
    asked.reject()
    listed.reject()
    settle()
    assert [each.text for each in stored(window).names] == [name.strip()]


def _nothing_hides(widget: QWidget) -> None:
    for label in widget.findChildren(QLabel):
        painted = QLabel.text(label)
        assert not set(painted) & set("\u202a\u202b\u202d\u202e\u2066\u2067\x07\x1b\x85"), label.objectName()
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert len(painted) < 6_000
    for each in widget.findChildren(QWidget):
        tip = each.toolTip()
        assert "\u202e" not in tip
        assert "<img" not in tip
        assert len(tip) < 4_000
