"""The vocabularies an archive has from the start; any other has a name of its own."""

from __future__ import annotations

from archive_app.domain.text.folding import fold
from archive_app.i18n import N_

#: Keys are stored and never renamed; labels are English, to be translated when shown.
WELL_KNOWN = {
    "subjects": N_("Subjects"),
    "materials": N_("Materials"),
    "techniques": N_("Techniques"),
    "roles": N_("Roles"),
    "types": N_("Object types"),
}
#: What files and people call them besides.
_CALLED = {
    "subjects": ("subject", "subjects", "topics", "主题", "主题词"),
    "materials": ("material", "materials", "材料", "材质"),
    "techniques": ("technique", "techniques", "processes", "技法", "工艺"),
    "roles": ("role", "roles", "角色", "职务"),
    "types": ("type", "types", "object types", "object type", "classification", "类型", "物品类型"),
}
_KEYS = {fold(word): key for key, words in _CALLED.items() for word in words}


def key_of(name: str) -> str:
    """The key of the vocabulary that people call so: one of the well-known, else the name itself."""
    name = " ".join(name.split())
    return _KEYS.get(fold(name).strip(), name)
