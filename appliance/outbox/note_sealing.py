"""Seals a status note, so that only who has the code of the receipt can read it.

A note lies at the broker under a random topic. The broker, the monitor and other terminals see ciphertext.
"""

from __future__ import annotations

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from appliance.outbox.status_note import StatusNote

MOST_BYTES = 2048
_NONCE_BYTES = 12
_VERSION = b"\x01"


class NoteUnreadable(ValueError):
    """Not sealed with this code's key, damaged, or of another version."""


def seal_note(note: StatusNote, key: bytes, nonce: bytes) -> bytes:
    """Return version, nonce and AES-256-GCM ciphertext. `nonce`: 12 random bytes, never used twice with a key."""
    if len(nonce) != _NONCE_BYTES:
        raise ValueError("12 bytes of nonce are needed")
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, msgspec.json.encode(note), _VERSION)


def open_note(payload: bytes, key: bytes) -> StatusNote:
    """Raises NoteUnreadable for whatever is not a note of this key."""
    if len(payload) > MOST_BYTES or payload[:1] != _VERSION or len(payload) < 1 + _NONCE_BYTES + 16:
        raise NoteUnreadable
    nonce, ciphertext = payload[1 : 1 + _NONCE_BYTES], payload[1 + _NONCE_BYTES :]
    try:
        return msgspec.json.decode(AESGCM(key).decrypt(nonce, ciphertext, _VERSION), type=StatusNote)
    except (InvalidTag, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NoteUnreadable from error
