"""Signatures (Ed25519) and locked files (age). The only module that knows the libraries for them."""

import base64
import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ipt_train.errors import KeyFileError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def new_signing_key() -> bytes:
    """Return a new private signing key, 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )

    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> str:
    """Return the public half of a signing key in hexadecimal."""
    return _private(private).public_key().public_bytes_raw().hex()


def sign(private: bytes, message: bytes) -> str:
    """Return the signature of a message in hexadecimal."""
    return _private(private).sign(message).hex()


class Signer:
    """Signs many messages with one private key."""

    def __init__(self, private: bytes) -> None:
        self._key = _private(private)
        self.public = self._key.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> str:
        """Return the signature of a message in hexadecimal."""
        return self._key.sign(message).hex()


def signed_by(public: str, signature: str, message: bytes) -> bool:
    """Whether a signature of a message was made with the private half of a public key."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """Return a public key in a form short enough to be read aloud: eight groups of four letters.

    It is base32 of the first 20 bytes of the key's SHA-256.
    """
    letters = base64.b32encode(hashlib.sha256(bytes.fromhex(public)).digest()[:20]).decode()
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def new_identity() -> tuple[str, str]:
    """Return a new age identity: its secret line and its public key."""
    from pyrage import x25519  # noqa: PLC0415

    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def is_recipient(text: str) -> bool:
    """Whether a text is an age public key; its checksum tells."""
    import pyrage  # noqa: PLC0415

    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def locked(data: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt data to the public keys of several people, any of whom can open it.

    Raises:
        KeyFileError: A public key is none.
    """
    import pyrage  # noqa: PLC0415

    keys = []
    for one in recipients:
        try:
            keys.append(pyrage.x25519.Recipient.from_str(one))
        except pyrage.RecipientError:
            raise KeyFileError(
                f"`{one[:70]}` is not an age public key", hint="it begins with age1"
            ) from None
    if not keys:
        raise KeyFileError(
            "there is nobody to lock the key for", hint="list public keys under `instructors`"
        )
    return bytes(pyrage.encrypt(data, keys))


def opened(data: bytes, identity: str) -> bytes:
    """Decrypt data with an age identity.

    Args:
        data: What was locked.
        identity: The identity; lines of comment, as ``age-keygen`` writes them, may stand around it.

    Raises:
        KeyFileError: The identity is none, is not among those it was locked for, or the data
            was changed.
    """
    import pyrage  # noqa: PLC0415

    lines = [line.strip() for line in identity.splitlines()]
    secret = "\n".join(line for line in lines if line and not line.startswith("#"))
    try:
        return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(secret)]))
    except pyrage.IdentityError:
        raise KeyFileError(
            "the identity is not an age identity", hint="it begins with AGE-SECRET-KEY-1"
        ) from None
    except pyrage.DecryptError as error:
        raise KeyFileError(
            f"the key of the exam does not open: {error}",
            hint="use the identity of an instructor for whom it was locked, or restore it from a backup",
        ) from None


def _private(private: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )

    try:
        return Ed25519PrivateKey.from_private_bytes(private)
    except ValueError:
        raise KeyFileError(
            "the signing key is damaged",
            hint="restore it from a backup; it has 64 hexadecimal digits",
        ) from None
