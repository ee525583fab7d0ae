"""What a step is called: kept as a message and what fills it, said in the reader's language."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from archive_app import i18n
from archive_app.domain.model.labels import Label, read
from archive_app.i18n import NN_

_TEXTS = st.text(max_size=8) | st.sampled_from(["{count}", "{label}", "{", "}}", "{0.__class__}"])
_LABELS = st.recursive(
    st.builds(Label, st.sampled_from(["Undo", "Set {fields}", "Caption", "never said"])),
    lambda inner: st.builds(
        Label,
        st.sampled_from(["Undo: {label}", "Set {fields}", "{label} {nobody}"]),
        st.dictionaries(
            st.sampled_from(["label", "fields"]),
            _TEXTS | st.integers() | inner | st.lists(_TEXTS | inner, max_size=3),
            max_size=2,
        ),
        small=st.booleans(),
    ),
    max_leaves=4,
)


@given(_LABELS)
def test_a_label_says_the_same_after_it_was_kept(label: Label) -> None:
    kept = json.loads(json.dumps(label.document()))
    assert read(kept).words() == label.words()
    assert read(kept).document() == kept


@given(_TEXTS)
def test_what_people_write_is_said_to_the_letter(text: str) -> None:
    assert Label("Set {fields}", {"fields": text}).words() == f"Set {text}"


def test_words_and_plurals_are_those_of_the_reader() -> None:
    one, many = (Label.of_many(NN_("Delete a record", "Delete {count} records"), n) for n in (1, 3))
    change = Label("Change the {role}", {"role": Label("Caption", small=True)})
    assert [each.words() for each in (one, many, change)] == [
        "Delete a record", "Delete 3 records", "Change the caption"
    ]  # fmt: skip
    i18n.set_language("zh")
    said = [read(each.document()).words() for each in (one, many, change)]
    assert said == [i18n.ngettext("Delete a record", "Delete {count} records", 1).format(count=1),
                    i18n.ngettext("Delete a record", "Delete {count} records", 3).format(count=3),
                    i18n._("Change the {role}").format(role=i18n._("Caption"))]  # fmt: skip
    assert not any(letter.isascii() and letter.isalpha() for words in said for letter in words)


def test_lists_stand_one_after_the_other_and_small_words_keep_their_capitals() -> None:
    assert Label("Set {fields}", {"fields": [Label("Name", small=True), "ISO"]}).words() == "Set name, ISO"
    assert Label("ISO 3166 code", small=True).words() == "ISO 3166 code"
