"""The captions of the item in hand, one for each language; codes are written out when it is saved."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.kinds import TextRole
from archive_app.domain.model.records import Record
from archive_app.domain.text.languages import guess_language, language_said
from archive_app.domain.text.scripts import script_of
from archive_app.i18n import _, language
from archive_app.services.drafts import Place
from archive_app.services.records import editing
from archive_app.services.tagging import codes
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import SavingText, plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.language_tag import LanguageButton, fill_languages
from archive_app.ui.kit.section import clear
from archive_app.ui.session.session import Session

_SIGN = "="


class CaptionEditor(SavingText):
    """One caption in one language (empty: guessed from the script)."""

    def __init__(self, session: Session, lang: str, number: int) -> None:
        super().__init__()
        self._session = session
        self.lang = lang
        self.record = 0
        self.uid = ""
        self.setObjectName(f"step-caption-{number}")
        self.setPlaceholderText(_("Caption… =code writes names and makes links"))
        self.setAccessibleName(f"{_('Caption')} {language_said(lang)}".strip())
        self.keep(session.unsaved, self._place)
        self.saved.connect(self._save)

    def _save(self, typed: str) -> None:
        archive, record, place = self._session.archive, self.record, self._place()
        # In which language what codes stand for is written is not known before they are written out.
        usual = self._session.settings.languages
        lang = self.lang or ("" if _SIGN in typed else usual.get(script_of(typed), ""))
        if place is not None:
            self._session.unsaved.save(
                place,
                typed,
                lambda: codes.apply_in_caption(
                    archive, record=record, role=TextRole.CAPTION, lang=lang, text=typed, usual=usual
                ),
                at=Place(place.record, f"text/{TextRole.CAPTION.value}/{lang}"),
            )

    def _place(self) -> Place | None:
        return Place(self.uid, f"text/{TextRole.CAPTION.value}/{self.lang}") if self.record else None


class Captions(QWidget):
    """The editors stay while one steps on, so that the cursor does. ``keys`` looks at their keys first."""

    def __init__(self, session: Session, keys: QObject) -> None:
        super().__init__()
        self._session = session
        self._keys = keys
        self.editors: list[CaptionEditor] = []
        self.echo = plain_label(name="echo")
        self.echo.hide()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.TIGHT)
        self._record: Record | None = None
        #: Languages in which a caption was begun, and nothing may be written yet; offered for each further item too.
        self._begun: list[str] = []
        add = QToolButton()
        add.setIcon(icon("add"))
        add.setAutoRaise(True)
        add.setToolTip(_("Caption in another language"))
        add.setAccessibleName(_("Caption in another language"))
        add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        add.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._menu = QMenu(add)
        self._menu.aboutToShow.connect(self._fill_menu)
        add.setMenu(self._menu)
        head = QHBoxLayout()
        head.addWidget(plain_label(_("Caption"), "field", wrap=False))
        head.addStretch(1)
        head.addWidget(add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HAIR)
        layout.addLayout(head)
        layout.addLayout(self._lines)
        layout.addWidget(self.echo)

    def show_record(self, record: Record) -> None:
        """Show the captions of ``record``; what was typed for another is saved first."""
        if self._record is not None and self._record.id != record.id:
            self.flush()
        self._record = record
        texts = {text.lang: text.text for text in record.texts if text.role is TextRole.CAPTION}
        langs = list(texts) or ([] if self._begun else [""])
        langs += [lang for lang in self._begun if lang not in langs]
        typing = any(editor.record == record.id and editor.changed for editor in self.editors)
        if [editor.lang for editor in self.editors] != langs and not typing:
            self._make(langs)
        for editor in self.editors:
            moved = editor.record != record.id
            editor.record, editor.uid = record.id, record.uid
            if moved:
                editor.begin(texts.get(editor.lang, ""))
            else:
                editor.put(texts.get(editor.lang, ""))

    def flush(self) -> None:
        """Save what is being typed."""
        for editor in self.editors:
            editor.flush()

    def take_focus(self) -> None:
        """Put the cursor into the first caption, at its end."""
        if self.editors:
            self.editors[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make(self, langs: list[str]) -> None:
        focused = next((number for number, editor in enumerate(self.editors) if editor.hasFocus()), -1)
        if focused >= 0 and self.editors[focused].lang in langs:
            focused = langs.index(self.editors[focused].lang)
        clear(self._lines)
        self.editors = []
        for lang in langs:
            self._add(lang, langs)
        if focused >= 0:
            self.editors[min(focused, len(self.editors) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, lang: str, among: Collection[str] = ()) -> CaptionEditor:
        editor = CaptionEditor(self._session, lang, len(self.editors))
        editor.textChanged.connect(lambda: self._echo(editor))
        editor.installEventFilter(self._keys)
        line = QHBoxLayout()
        line.setSpacing(theme.TIGHT)
        line.addWidget(editor, 1)
        if lang:
            tag = LanguageButton(self._session, lang, among)
            tag.chosen.connect(partial(self._correct, editor))
            line.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addLayout(line)
        # What is not shown yet cannot take the focus.
        editor.show()
        self.editors.append(editor)
        return editor

    def _correct(self, editor: CaptionEditor, to: str) -> None:
        """What stands there is in another language, and so will be what is typed next in its script."""
        editor.flush()
        archive, record, lang = self._session.archive, editor.record, editor.lang
        self._begun = [to if each == lang else each for each in self._begun]
        if not editor.toPlainText() and self._record is not None:
            # Nothing is written in it yet: it was begun in the wrong one.
            self.show_record(self._record)
            return
        self._session.settings.remember_language(script_of(editor.toPlainText()), to)
        self._session.edit(
            lambda: editing.change_language(archive, record=record, role=TextRole.CAPTION, lang=lang, to=to)
        )

    def _fill_menu(self) -> None:
        there = {editor.lang for editor in self.editors}
        fill_languages(self._menu, self._session, self._start, there)

    def _start(self, lang: str) -> None:
        # With two of them it is said of each which language it is in, for the items that come as well.
        self._begun += [each for each in (*map(self._lang_of, self.editors), lang) if each not in self._begun]
        editor = self._add(lang)
        if self._record is not None:
            editor.record, editor.uid = self._record.id, self._record.uid
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lang_of(self, editor: CaptionEditor) -> str:
        """The language that an editor is for: that of the window where nothing says another one."""
        text = editor.toPlainText()
        spoken = editor.lang or self._session.settings.language_of(script_of(text)) or guess_language(text)
        return language() if spoken.startswith("und") else spoken

    def _echo(self, editor: CaptionEditor) -> None:
        """Say under the caption what its codes will become."""
        text = editor.toPlainText()
        if _SIGN not in text:
            self._session.tasks.forget("caption-codes")
            self.echo.hide()
            return
        archive, lang, usual = self._session.archive, editor.lang, self._session.settings.languages

        def work() -> str:
            expansion = codes.expand_text(archive, text, lang, usual)
            return expansion.text if expansion.codes else ""

        self._session.tasks.read(work, self._say, owner=self, key="caption-codes")

    def _say(self, words: str) -> None:
        self.echo.setText(words)
        self.echo.setVisible(bool(words))
