"""The pair of keys (Ed25519) that a replica has: its steps will be told by the public one, which stands in the archive;
the private one never does.
"""

from __future__ import annotations


def private() -> str:
    """A new private key, as hexadecimal digits."""
    from nacl.signing import SigningKey

    return SigningKey.generate().encode().hex()


def public(private_key: str) -> bytes:
    """The public key that belongs to a private one."""
    from nacl.signing import SigningKey

    return bytes(SigningKey(bytes.fromhex(private_key)).verify_key)
