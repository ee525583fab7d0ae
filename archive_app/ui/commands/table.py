"""Every action of the program, once. Menus, toolbar, shortcuts, palette and the list of shortcuts are made from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from archive_app.domain.model.kinds import MADE, SPEC, Kind, KindSpec, ranked
from archive_app.i18n import N_
from archive_app.loading import later
from archive_app.ui.actions.spec import ActionSpec, Needs, Scope
from archive_app.ui.commands import view
from archive_app.ui.window.window import Window

if TYPE_CHECKING:
    from archive_app.ui.commands import (
        arriving,
        backups,
        codes,
        context,
        copying,
        edit,
        fields,
        file,
        files,
        gaps,
        go,
        help,
        leaving,
        looking,
        many,
        merging,
        moving,
        record,
        regions,
        rereading,
        search,
        slips,
        tag,
    )
else:
    # Each loads its dialogs, and what these read and write, when one of its actions is done.
    (
        arriving,
        backups,
        codes,
        context,
        copying,
        edit,
        fields,
        file,
        files,
        gaps,
        go,
        help,
        leaving,
        looking,
        many,
        merging,
        moving,
        record,
        regions,
        rereading,
        search,
        slips,
        tag,
    ) = later(
        "archive_app.ui.commands",
        "arriving backups codes context copying edit fields file files gaps go help leaving looking many merging moving"
        " record regions rereading search slips tag",
    )

T = TypeVar("T")

ARCHIVE, RECORD = Needs.ARCHIVE, Needs.RECORD

#: The menus in order.
MENUS = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "record": N_("&Record"),
    "tag": N_("&Tag"),
    "search": N_("&Search"),
    "view": N_("Vie&w"),
    "go": N_("&Go"),
    "help": N_("&Help"),
}

#: What keeps an archive safe, in a menu of its own: the menu of files would be higher than the screen of a laptop.
_BACKUP = N_("Backup")

_FILE = (
    ActionSpec("new-archive", N_("New archive…"), file.new_archive, "file", ("Ctrl+Shift+N",), "new-archive"),
    ActionSpec("open-archive", N_("Open archive…"), file.open_archive, "file", ("Ctrl+O",), "open-folder"),
    ActionSpec("make-demo", N_("Create the demo archive"), file.make_demo, "file", icon="demo"),
    ActionSpec(
        "add-files",
        N_("Add files…"),
        file.add_files,
        "file",
        ("Ctrl+I",),
        "add-files",
        ARCHIVE,
        toolbar=True,
        worded=True,
        apart=True,
    ),
    ActionSpec(
        "add-folder",
        N_("Add folder…"),
        file.add_folder,
        "file",
        ("Ctrl+Shift+I",),
        "add-folder",
        ARCHIVE,
        toolbar=True,
        worded=True,
    ),
    ActionSpec("import-table", N_("Import table…"), arriving.import_table, "file", icon="table", needs=ARCHIVE),
    ActionSpec(
        "export-catalogue",
        N_("Export catalogue…"),
        file.export_catalogue,
        "file",
        ("Ctrl+E",),
        "catalogue",
        ARCHIVE,
        toolbar=True,
        worded=True,
        apart=True,
    ),
    ActionSpec("contact-sheet", N_("Contact sheet…"), file.contact_sheet, "file", icon="grid", needs=ARCHIVE),
    ActionSpec(
        "export-originals", N_("Export originals…"), leaving.export_originals, "file", icon="open-folder", needs=RECORD
    ),
    ActionSpec("export-table", N_("Export table…"), leaving.export_table, "file", icon="table", needs=RECORD),
    ActionSpec("register", N_("Register of gifts…"), slips.gift_register, "file", icon="transfer", needs=ARCHIVE),
    ActionSpec("verify", N_("Verify archive"), file.verify, "file", icon="verify", needs=ARCHIVE, apart=True),
    ActionSpec("reindex", N_("Rebuild the index"), file.reindex, "file", icon="refresh", needs=ARCHIVE),
    ActionSpec(
        "pictures-again", N_("Try missing pictures again"), files.pictures_again, "file", (), "no-picture", ARCHIVE
    ),
    ActionSpec("last-report", N_("Last report…"), files.last_report, "file", (), "document", ARCHIVE),
    ActionSpec("read-documents", N_("Read documents"), files.read_documents, "file", (), "texts", ARCHIVE),
    ActionSpec("read-again", N_("Read files again…"), rereading.read_again, "file", (), "refresh", RECORD),
    ActionSpec("encoding", N_("Encoding of captions…"), files.encoding, "file", (), "language", ARCHIVE),
    ActionSpec(
        "backup", N_("Back up now"), backups.back_up, "file", icon="backup", needs=ARCHIVE, apart=True, submenu=_BACKUP
    ),
    ActionSpec("backups", N_("Backups…"), backups.backups_list, "file", icon="backup", needs=ARCHIVE, submenu=_BACKUP),
    ActionSpec(
        "drill",
        N_("Try to restore the last backup"),
        backups.drill,
        "file",
        icon="verify",
        needs=ARCHIVE,
        submenu=_BACKUP,
    ),
    ActionSpec(
        "backup-file",
        N_("Back up into one file…"),
        file.back_up,
        "file",
        icon="document",
        needs=ARCHIVE,
        submenu=_BACKUP,
    ),
    ActionSpec("restore", N_("Restore from backup…"), file.restore, "file", icon="restore", submenu=_BACKUP),
    ActionSpec(
        "close-archive", N_("Close archive"), file.close_archive, "file", ("Ctrl+W",), "close", ARCHIVE, apart=True
    ),
    ActionSpec("quit", N_("Quit"), file.leave, "file", ("Ctrl+Q",), "quit"),
)

_EDIT = (
    ActionSpec(
        "undo", N_("Undo"), edit.undo, "edit", ("Ctrl+Z",), "undo", ARCHIVE, toolbar=True, idle=N_("nothing to undo")
    ),
    ActionSpec(
        "redo",
        N_("Redo"),
        edit.redo,
        "edit",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        "redo",
        ARCHIVE,
        toolbar=True,
        idle=N_("nothing to redo"),
    ),
    ActionSpec("history", N_("History…"), edit.history_list, "edit", ("Ctrl+H",), "history", ARCHIVE),
    ActionSpec(
        "history-record",
        N_("History of this record…"),
        edit.record_history,
        "edit",
        ("Ctrl+Shift+H",),
        "history",
        RECORD,
    ),
    ActionSpec(
        "copy-metadata", N_("Copy metadata"), copying.copy_metadata, "edit", ("Ctrl+C",), "copy", RECORD, apart=True
    ),
    ActionSpec(
        "paste-metadata", N_("Paste metadata…"), copying.paste_metadata, "edit", ("Ctrl+V",), "paste", Needs.COPIED
    ),
    ActionSpec("paste-cells", N_("Paste cells"), copying.paste_cells, "edit", (), "paste", ARCHIVE),
    ActionSpec("copy-ref", N_("Copy ref"), edit.copy_ref, "edit", ("Ctrl+Shift+C",), "copy-ref", RECORD),
    ActionSpec(
        "select-all", N_("Select all"), edit.select_all, "edit", ("Ctrl+A",), "select-all", ARCHIVE, scope=Scope.RESULTS
    ),
    ActionSpec("preferences", N_("Preferences…"), view.preferences, "edit", ("Ctrl+,",), "preferences", apart=True),
)


def _of(make: Callable[[T], Callable[[Window], None]], given: T) -> Callable[[Window], None]:
    """The command that ``make`` makes of ``given``, made when it is done."""
    return lambda window: make(given)(window)


#: The menus within the menu of records, which would else be as high as a small screen.
_MENU = N_("&New")
#: What can be made by hand, in the order of the menu.
_MADE = ranked(
    MADE,
    Kind.PARTNERSHIP,
    Kind.PERSON,
    Kind.CITY,
    Kind.EVENT,
    Kind.SERIES,
    Kind.ORGANISATION,
    Kind.PLACE,
    Kind.COUNTRY,
    Kind.TERM,
    Kind.OBJECT,
)


def _new(spec: KindSpec) -> ActionSpec[Window]:
    name, keys = spec.kind.value, (spec.key,) if spec.key else ()
    make = _of(record.new_record, spec.kind)
    return ActionSpec(f"new-{name}", spec.new, make, "record", keys, name, ARCHIVE, submenu=_MENU)


_RECORD = (
    *(_new(SPEC[kind]) for kind in _MADE),
    ActionSpec(
        "preview",
        N_("Show large"),
        record.preview,
        "record",
        ("Ctrl+Shift+Return",),
        "fullscreen",
        RECORD,
        apart=True,
        bare="Space",
    ),
    ActionSpec("mark", N_("Mark a region"), regions.mark, "record", ("Ctrl+M",), "region", RECORD),
    ActionSpec(
        "open-copy", N_("Open a copy"), looking.open_copy, "record", ("Ctrl+Shift+O",), "open-page", RECORD, apart=True
    ),
    ActionSpec(
        "open-with", N_("Open a copy with…"), looking.open_with, "record", ("Ctrl+Shift+E",), "open-page", RECORD
    ),
    ActionSpec(
        "show-in-folder",
        N_("Show a copy in its folder"),
        looking.show_in_folder,
        "record",
        ("Ctrl+Alt+F",),
        "open-folder",
        RECORD,
    ),
    ActionSpec("edit-title", N_("Edit the name"), fields.edit_title, "record", ("Shift+F2",), "edit", RECORD),
    ActionSpec("edit-caption", N_("Edit the caption"), fields.edit_caption, "record", ("F3",), "texts", RECORD),
    ActionSpec("edit-date", N_("Edit the date"), fields.edit_date, "record", ("Shift+F6",), "edit", RECORD),
    ActionSpec("link-event", N_("Link to an event…"), fields.link_event, "record", ("F12",), "event", RECORD),
    ActionSpec("link-person", N_("Link to a person…"), fields.link_person, "record", ("F6",), "person", RECORD),
    ActionSpec("add-link", N_("Link to…"), fields.add_link, "record", ("Ctrl+L",), "link", RECORD),
    ActionSpec(
        "accession", N_("Give accession numbers"), record.accession, "record", icon="object", needs=Needs.OBJECT
    ),
    ActionSpec("stocktake", N_("Stock-take…"), moving.stocktake, "record", (), "location", ARCHIVE),
    ActionSpec("move", N_("Move…"), moving.move, "record", ("Ctrl+Alt+L",), "location", Needs.OBJECT),
    ActionSpec(
        "object-labels", N_("Print object labels…"), slips.object_labels, "record", icon="object", needs=Needs.OBJECT
    ),
    ActionSpec(
        "example-rules", N_("Add examples of gift rules"), slips.example_rules, "record", icon="rule", needs=ARCHIVE
    ),
    ActionSpec("receipt", N_("Print receipt…"), slips.receipts, "record", icon="transfer", needs=Needs.TRANSFER),
    ActionSpec("add-stage", N_("Add stage"), record.add_stage, "record", icon="anniversary", needs=Needs.PARTNERSHIP),
    *(
        ActionSpec(
            f"rate-{stars}",
            text,
            _of(record.rate, stars),
            "record",
            (str(stars),),
            "star" if not stars else "star-filled",
            RECORD,
            Scope.RESULTS,
            submenu=N_("R&ating"),
        )
        for stars, text in enumerate(
            (N_("No rating"), N_("1 star"), N_("2 stars"), N_("3 stars"), N_("4 stars"), N_("5 stars"))
        )
    ),
    ActionSpec("delete", N_("Delete"), record.delete, "record", ("Del",), "delete", RECORD, Scope.RESULTS, apart=True),
    ActionSpec("bin", N_("Bin…"), record.show_bin, "record", icon="delete", needs=ARCHIVE),
)

#: What is done to many, and with what it is done.
_TAG: tuple[ActionSpec[Window], ...] = (
    ActionSpec("tag", N_("Tag…"), tag.bar, "tag", ("Ctrl+T",), "tag", RECORD, toolbar=True, worded=True),
    ActionSpec("step-through", N_("Step through"), tag.step_through, "tag", ("F2",), "step", ARCHIVE, toolbar=True),
    ActionSpec(
        "copy-links",
        N_("Copy links from the one before"),
        tag.copy_links,
        "tag",
        ("Ctrl+D",),
        "copy-links",
        RECORD,
        apart=True,
    ),
    ActionSpec("repeat", N_("Do the last thing again"), tag.repeat, "tag", ("Ctrl+.",), "repeat", RECORD),
    ActionSpec("reject", N_("Reject, or take that back"), tag.reject, "tag", ("Ctrl+Shift+X",), "reject", RECORD),
    ActionSpec("turn-right", N_("Turn to the right"), _of(tag.turn, 90), "tag", ("Ctrl+]",), "turn-right", RECORD),
    ActionSpec("turn-left", N_("Turn to the left"), _of(tag.turn, -90), "tag", ("Ctrl+[",), "turn-left", RECORD),
    ActionSpec("shift", N_("Shift times…"), tag.shift, "tag", icon="clock", needs=RECORD),
    ActionSpec("next-gap", N_("Next gap"), gaps.following, "tag", ("Ctrl+Shift+G",), "gap", ARCHIVE, apart=True),
    ActionSpec(
        "step-gaps", N_("Step through what is missing"), gaps.step_through, "tag", ("Ctrl+F2",), "step", ARCHIVE
    ),
    ActionSpec("completeness", N_("What makes a record complete…"), gaps.rules, "tag", icon="check", needs=ARCHIVE),
    ActionSpec(
        "replace",
        N_("Find and replace in captions…"),
        many.replace,
        "tag",
        ("Ctrl+Shift+R",),
        "texts",
        ARCHIVE,
        apart=True,
    ),
    ActionSpec("accept", N_("Accept the first suggestion"), many.accept, "tag", ("F8",), "check", RECORD),
    ActionSpec("context", N_("Now tagging for…"), context.edit, "tag", ("F7",), "context", ARCHIVE, apart=True),
    ActionSpec("clear-context", N_("Tag for nothing any more"), context.clear, "tag", ("Shift+F7",), "close", ARCHIVE),
    ActionSpec("vocabularies", N_("Vocabularies…"), tag.vocabularies, "tag", ("Ctrl+Shift+T",), "term", ARCHIVE),
    ActionSpec("codes", N_("Codes…"), codes.show, "tag", ("Ctrl+Alt+K",), "code", ARCHIVE),
    ActionSpec("merge", N_("Merge with…"), merging.merge, "tag", ("Ctrl+Shift+M",), "merge", RECORD, apart=True),
    ActionSpec("join", N_("Join as views of one item"), merging.join, "tag", ("Ctrl+Shift+J",), "copy", RECORD),
    ActionSpec(
        "views", N_("Views and same pictures…"), merging.find_views, "tag", ("Ctrl+Alt+J",), "duplicates", ARCHIVE
    ),
    ActionSpec("duplicates", N_("Near-duplicates…"), merging.find_duplicates, "tag", icon="duplicates", needs=ARCHIVE),
)

_SEARCH = (
    ActionSpec(
        "save-search", N_("Save this search…"), search.save, "search", ("Ctrl+Shift+S",), "saved-search", ARCHIVE
    ),
    ActionSpec(
        "pick", N_("Pick, or take from picked"), search.pick, "search", ("Ctrl+B",), "picked", RECORD, apart=True
    ),
    ActionSpec("show-picked", N_("Show picked"), search.show_picked, "search", ("Ctrl+Shift+B",), "picked", ARCHIVE),
    ActionSpec("clear-picked", N_("Clear picked"), search.clear_picked, "search", icon="remove", needs=ARCHIVE),
)

_VIEW = (
    ActionSpec("grid", N_("Grid"), view.grid, "view", ("Ctrl+G",), "grid", ARCHIVE),
    ActionSpec("table", N_("Table"), view.table, "view", ("Ctrl+Shift+L",), "table", ARCHIVE),
    ActionSpec("columns", N_("Columns of the table…"), view.columns, "view", (), "table", ARCHIVE),
    ActionSpec("larger", N_("Larger pictures"), view.larger, "view", ("Ctrl++", "Ctrl+="), "zoom-in", ARCHIVE),
    ActionSpec("smaller", N_("Smaller pictures"), view.smaller, "view", ("Ctrl+-",), "zoom-out", ARCHIVE),
    ActionSpec("refresh", N_("Search again"), view.refresh, "view", ("F5",), "refresh", ARCHIVE),
    ActionSpec("sidebar", N_("Sidebar"), view.sidebar, "view", ("F9",), "sidebar", ARCHIVE, toolbar=True, apart=True),
    ActionSpec("inspector", N_("Inspector"), view.inspector, "view", ("F10",), "inspector", ARCHIVE, toolbar=True),
    ActionSpec("facets", N_("Facets"), view.facets, "view", ("Ctrl+Shift+F",), "facets", ARCHIVE),
    ActionSpec("regions", N_("Regions of pictures"), regions.show, "view", ("Ctrl+Alt+M",), "regions", ARCHIVE),
    ActionSpec("full-screen", N_("Full screen"), view.full_screen, "view", ("F11",), "fullscreen"),
    ActionSpec(
        "theme-system",
        N_("Colours of the system"),
        view.theme("system"),
        "view",
        group="theme",
        chosen=view.theme_is("system"),
        apart=True,
    ),
    ActionSpec("theme-light", N_("Light"), view.theme("light"), "view", group="theme", chosen=view.theme_is("light")),
    ActionSpec("theme-dark", N_("Dark"), view.theme("dark"), "view", group="theme", chosen=view.theme_is("dark")),
    ActionSpec(
        "language-en", "English", view.speak("en"), "view", group="language", chosen=view.speaks("en"), apart=True
    ),
    ActionSpec("language-zh", "简体中文", view.speak("zh"), "view", group="language", chosen=view.speaks("zh")),
)

_GO = (
    ActionSpec("find", N_("Search"), go.find, "go", ("Ctrl+F",), "search", ARCHIVE),
    ActionSpec(
        "palette", N_("Command palette…"), go.palette, "go", ("Ctrl+K", "Ctrl+Shift+P"), "command", toolbar=True
    ),
    ActionSpec(
        "next", N_("Next record"), go.following, "go", ("Alt+Down", "Ctrl+Return"), "forward", ARCHIVE, apart=True
    ),
    ActionSpec("previous", N_("Previous record"), go.previous, "go", ("Alt+Up",), "back", ARCHIVE),
    ActionSpec("back", N_("Back to the search before"), go.back, "go", ("Alt+Left",), "undo", ARCHIVE),
    ActionSpec("all-items", N_("All items"), go.all_items, "go", ("Ctrl+Shift+A",), "library", ARCHIVE, apart=True),
    ActionSpec("untagged", N_("Untagged"), go.untagged, "go", ("Ctrl+Shift+U",), "untagged", ARCHIVE),
    ActionSpec("go-sidebar", N_("To the sidebar"), go.to_sidebar, "go", ("Alt+1",), "sidebar", ARCHIVE, apart=True),
    ActionSpec("go-results", N_("To the result"), go.to_results, "go", ("Alt+2",), "grid", ARCHIVE),
    ActionSpec("go-inspector", N_("To the inspector"), go.to_inspector, "go", ("Alt+3",), "inspector", ARCHIVE),
    ActionSpec("go-facets", N_("To the facets"), go.to_facets, "go", ("Alt+4",), "facets", ARCHIVE),
)

_HELP = (
    ActionSpec("search-help", N_("How to search"), help.search_language, "help", ("F1",), "help"),
    ActionSpec("shortcuts", N_("Keyboard shortcuts"), help.shortcuts, "help", ("Ctrl+?", "Ctrl+/"), "keyboard"),
    ActionSpec("first-keys", N_("Seven keys to begin with"), help.first_keys, "help", icon="keyboard"),
    ActionSpec("about", N_("About Exchange Archive"), help.about, "help", icon="info", apart=True),
)

ACTIONS = (*_FILE, *_EDIT, *_RECORD, *_TAG, *_SEARCH, *_VIEW, *_GO, *_HELP)
