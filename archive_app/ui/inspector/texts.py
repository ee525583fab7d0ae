"""Caption, description, alt text, note, keywords and subtitles, each in as many languages as there are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.codes import SIGN
from archive_app.domain.model.kinds import SPEC, TEXT_LABEL, Kind, TextRole
from archive_app.domain.model.records import Record, TextValue
from archive_app.domain.text.languages import language_said
from archive_app.domain.text.scripts import script_of
from archive_app.i18n import _
from archive_app.services.drafts import Place
from archive_app.services.records import editing
from archive_app.services.tagging import codes
from archive_app.services.tagging.codes import Expansion
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import SavingText, flush_all, plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.language_tag import LanguageButton, fill_languages
from archive_app.ui.kit.section import Section, clear
from archive_app.ui.session.session import Session


class TextBlocks(QWidget):
    """One block for each of the ``roles`` of a kind that a record may have; what is said in others is left out. All
    texts of one role together are about ``lines`` high at most, and scroll beyond.
    """

    def __init__(self, session: Session, roles: Callable[[Kind], Collection[TextRole]], lines: int = 0) -> None:
        super().__init__()
        self._session = session
        self._roles = roles
        self._most = lines
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TIGHT)
        self._record = 0
        self._uid = ""
        self._shown_record: Record | None = None
        self._there: list[tuple[TextRole, str]] = []
        #: What was begun in another language, and of which nothing may be written yet.
        self._begun: list[tuple[TextRole, str]] = []
        self._editors: dict[tuple[TextRole, str], SavingText] = {}

    def show_record(self, record: Record) -> None:
        """Show the texts of ``record``; editors that are there stay, with what is being typed in them."""
        self._shown_record = record
        roles = self._roles(record.kind)
        texts = [text for text in record.texts if text.role in roles]
        if record.id != self._record:
            self._begun = []
        said = {(text.role, text.lang) for text in texts}
        texts += [
            TextValue(0, role, "", lang, is_original=False) for role, lang in self._begun if (role, lang) not in said
        ]
        there = [(text.role, text.lang) for text in texts]
        # What is being typed is not taken from under the cursor: it is shown in its place once it is saved.
        typing = any(editor.hasFocus() and editor.changed for editor in self._editors.values())
        if record.id == self._record and (there == self._there or typing):
            for text in texts:
                if (text.role, text.lang) in self._editors:
                    self._editors[text.role, text.lang].put(text.text)
            return
        flush_all(self)
        self._record, self._uid, self._there = record.id, record.uid, there
        self._editors = {}
        clear(self._column)
        for role in self._shown(record):
            self._column.addWidget(self._block(role, [text for text in texts if text.role == role]))

    def _shown(self, record: Record) -> list[TextRole]:
        """What may be said of a record; a term has no caption, and whatever is said already is shown."""
        may = SPEC[record.kind].texts | {text.role for text in record.texts}
        return [role for role in TextRole if role in may and role in self._roles(record.kind)]

    def _block(self, role: TextRole, texts: list[TextValue]) -> QWidget:
        block = QWidget()
        layout = QVBoxLayout(block)
        layout.setContentsMargins(0, 0, 0, theme.TIGHT if texts else 0)
        layout.setSpacing(theme.TIGHT)
        if not texts:
            line = QHBoxLayout()
            line.setSpacing(theme.HAIR)
            line.addWidget(self._editor(role, "", "", 0), 1)
            more = self._add_button(role, texts, layout)
            # Once the text is saved it stands above it: Tab would come to the text a second time.
            more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            line.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
            layout.addLayout(line)
            return block
        head = QHBoxLayout()
        head.addWidget(plain_label(_(TEXT_LABEL[role]), "field", wrap=False))
        head.addStretch(1)
        head.addWidget(self._add_button(role, texts, layout))
        layout.addLayout(head)
        for number, text in enumerate(texts):
            layout.addWidget(self._editor(role, text.lang, text.text, number, [each.lang for each in texts]))
        if self._most:
            for text_edit in block.findChildren(SavingText):
                text_edit.limit(max(2, self._most // len(texts)))
        return block

    def _add_button(self, role: TextRole, texts: list[TextValue], layout: QVBoxLayout) -> QToolButton:
        there = {text.lang for text in texts}
        button = QToolButton()
        button.setIcon(icon("add"))
        button.setAutoRaise(True)
        label = _("Add another language: {role}").format(role=_(TEXT_LABEL[role]))
        button.setToolTip(label)
        button.setAccessibleName(label)
        # So the cursor comes back to it when the block is made anew.
        button.setObjectName(f"text-more-{role.value}")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)

        def fill() -> None:
            fill_languages(menu, self._session, lambda lang: self._add(role, lang, layout), there)

        menu.aboutToShow.connect(fill)
        fill()
        button.setMenu(menu)
        return button

    def _add(self, role: TextRole, lang: str, layout: QVBoxLayout) -> None:
        if (role, lang) in self._editors:
            return
        self._begun.append((role, lang))
        self._there.append((role, lang))
        editor = self._editor(role, lang, "", sum(each is role for each, _lang in self._editors))
        layout.addWidget(editor)
        text = editor.findChild(SavingText)
        if text is not None:
            text.setFocus()

    def _editor(self, role: TextRole, lang: str, words: str, number: int, among: Sequence[str] = ()) -> QWidget:
        archive, record = self._session.archive, self._record
        text = self._editors[role, lang] = SavingText(words)
        text.setObjectName(f"text-{role.value}" + (f"-{number}" if number else ""))
        text.setPlaceholderText(_("Add {role}…").format(role=_(TEXT_LABEL[role]).lower()))
        text.setAccessibleName(f"{_(TEXT_LABEL[role])} {language_said(lang)}".strip())
        usual = self._session.settings.languages
        change = partial(codes.apply_in_caption, usual=usual) if role is TextRole.CAPTION else editing.set_text
        place = Place(self._uid, f"text/{role.value}/{lang}")
        unsaved = self._session.unsaved
        text.keep(unsaved, lambda: place)

        def save(typed: str) -> None:
            # In which language what codes stand for is written is not known before they are written out.
            coded = role is TextRole.CAPTION and SIGN in typed
            spoken = lang or ("" if coded else self._session.settings.language_of(script_of(typed)))
            unsaved.save(
                place,
                typed,
                lambda: change(archive, record=record, role=role, lang=spoken, text=typed),
                at=Place(place.record, f"text/{role.value}/{spoken}"),
            )

        text.saved.connect(save)
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(text, 1)
        if lang:
            tag = LanguageButton(self._session, lang, among)
            tag.chosen.connect(partial(self._correct, role, lang, text))
            layout.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        return self._with_codes(text, line, lang) if role is TextRole.CAPTION else line

    def _correct(self, role: TextRole, lang: str, text: SavingText, to: str) -> None:
        """What stands there is in another language, and so will be what is typed next in its script."""
        text.flush()
        archive, record = self._session.archive, self._record
        self._begun = [(each, to if (each, tongue) == (role, lang) else tongue) for each, tongue in self._begun]
        if not text.toPlainText() and self._shown_record is not None:
            # Nothing is written in it yet: it was begun in the wrong one.
            self.show_record(self._shown_record)
            return
        self._session.settings.remember_language(script_of(text.toPlainText()), to)
        self._session.edit(lambda: editing.change_language(archive, record=record, role=role, lang=lang, to=to))

    def _with_codes(self, text: SavingText, line: QWidget, lang: str) -> QWidget:
        """The editor of a caption, and under it what the codes in it will become."""
        echo = plain_label(name="echo")
        echo.hide()
        text.textChanged.connect(lambda: self._echo(text, echo, lang))
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addWidget(echo)
        return block

    def _echo(self, text: SavingText, echo: QLabel, lang: str) -> None:
        archive, words, key = self._session.archive, text.toPlainText(), f"codes-{id(text)}"
        if SIGN not in words or not text.changed:
            self._session.tasks.forget(key)
            echo.hide()
            return

        def show(found: Expansion) -> None:
            echo.setText(found.text if found.codes else "")
            echo.setVisible(bool(found.codes))

        usual = self._session.settings.languages
        self._session.tasks.read(lambda: codes.expand_text(archive, words, lang, usual), show, owner=echo, key=key)


class TextsSection(Section):
    """What is said of a record in words, those roles left out that have their place elsewhere."""

    def __init__(self, session: Session, elsewhere: Callable[[Kind], Collection[TextRole]] = lambda _kind: ()) -> None:
        super().__init__("texts", _("Texts"), session.settings)
        self._elsewhere = elsewhere
        self.blocks = TextBlocks(session, lambda kind: set(TextRole) - set(elsewhere(kind)))
        self.content.setSpacing(0)
        self.content.addWidget(self.blocks)

    def show_record(self, record: Record) -> None:
        """Show the texts of ``record``."""
        self.blocks.show_record(record)
        self.say(sum(text.role not in self._elsewhere(record.kind) for text in record.texts))
