"""Secrets sent in links: only their hash is ever stored."""

from hashlib import sha256


def hash_token(token: str) -> str:
    """Return what to store and to look for; the token itself has enough entropy for SHA-256."""
    return sha256(token.encode()).hexdigest()
