"""Column types: identifiers are text in Python and packed bytes on disk."""

from __future__ import annotations

import uuid
from typing import Any

import uuid_utils
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


def new_uid() -> str:
    """A fresh UUIDv7 (RFC 9562) in its canonical text form."""
    return str(uuid_utils.uuid7())


class Uid(TypeDecorator[str]):
    """A UUID: canonical text in Python, 16 bytes on disk."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> bytes | None:
        return None if value is None else uuid.UUID(value).bytes

    def process_result_value(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else str(uuid.UUID(bytes=bytes(value)))


class Digest(TypeDecorator[str]):
    """A SHA-256: 64 hexadecimal digits in Python, 32 bytes on disk."""

    impl = LargeBinary(32)
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> bytes | None:
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else bytes(value).hex()
