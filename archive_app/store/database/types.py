"""Column types: identifiers are text in Python and packed bytes on disk."""

from __future__ import annotations

import re
import uuid
from typing import Any

import uuid_utils
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def new_uid() -> str:
    """A fresh UUIDv7 (RFC 9562) in its canonical text form."""
    return str(uuid_utils.uuid7())


#: In which rows that are known by a word have their uid (RFC 9562, 5.5), so that any two copies of an archive name them
#: alike.
_WORDS = uuid.UUID("7b1e6f0a-3c52-5d0e-9f64-0c8a5d2e41b7")


def uid_of_word(name: str) -> str:
    """The uid that follows from a name."""
    return str(uuid.uuid5(_WORDS, name))


def packed(uid: str) -> bytes:
    """A uid as it is on disk."""
    return bytes.fromhex(uid.replace("-", ""))


def is_uid(text: object) -> bool:
    """Whether this is a uid in its text form: what a damaged log refers to may be none."""
    return isinstance(text, str) and _UID.fullmatch(text) is not None


def written(uid: bytes) -> str:
    """A uid in its canonical text form."""
    digits = bytes(uid).hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


class Uid(TypeDecorator[str]):
    """A UUID: canonical text in Python, 16 bytes on disk."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> bytes | None:
        return None if value is None else packed(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else written(value)


class Digest(TypeDecorator[str]):
    """A SHA-256: 64 hexadecimal digits in Python, 32 bytes on disk."""

    impl = LargeBinary(32)
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> bytes | None:
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else bytes(value).hex()
