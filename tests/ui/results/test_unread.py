"""A search that can't be read: what is shown below it is not taken for its answer."""

from __future__ import annotations

from collections.abc import Callable

from archive_app.services.records import editing
from archive_app.ui.results.veil import Veil
from archive_app.ui.window.window import Window

Settle = Callable[[], None]
EVERYTHING = 7


def veil(window: Window) -> Veil:
    return window.workbench.results.findChild(Veil)


def ask(window: Window, settle: Settle, query: str) -> None:
    window.workbench.results.search.put(query)
    settle()


def test_what_was_found_before_is_called_so_and_pale(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    ask(window, settle, "kind:phot")
    assert results.model.rowCount() == EVERYTHING
    assert results.bar.count.text() == "Earlier: 7"
    assert veil(window).isVisible()
    assert veil(window).size() == veil(window).parentWidget().size()
    assert results.facets.model.stale
    ask(window, settle, "kind:photo")
    assert results.bar.count.text() == "6 results"
    assert not veil(window).isVisible()
    assert not results.facets.model.stale


def test_the_same_search_again_is_the_answer_again(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    before = results.search.text()
    ask(window, settle, "kind:phot")
    ask(window, settle, before)
    assert results.bar.count.text() == "7 results"
    assert not veil(window).isVisible()
    assert not results.facets.model.stale


def test_what_changes_meanwhile_does_not_make_it_an_answer(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    ask(window, settle, "kind:phot")
    first = results.model.ids[0]
    editing.set_values(window.workbench.session.archive, records=[first], values={"credit": "Hans Müller"})
    settle()
    assert results.search.fault.isVisible()
    assert veil(window).isVisible()
    results.refresh()
    settle()
    assert results.search.fault.isVisible()
    assert results.bar.count.text() == "Earlier: 7"
    results.show_order("title")
    settle()
    assert results.search.fault.isVisible()


def test_nothing_found_before_is_no_answer_either(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    ask(window, settle, "istanbool zeppelin")
    ask(window, settle, "kind:phot")
    assert results.empty.text() == "Nothing was searched for."
    assert results.empty.offers == []
    assert results.bar.count.text() == ""
    assert not veil(window).isVisible()
