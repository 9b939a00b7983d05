"""What the demonstration says of itself in the terminal."""


def introduction(address: str) -> str:
    """Return the address to open and the page that lists who can sign in."""
    return (
        f"\n  La boutique est ouverte : {address}\n"
        f"  In English              : {address}/en/\n"
        f"  Qui peut se connecter   : {address}/demo\n"
        f"  Courriels envoyés       : {address}/demo/courriels\n\n"
        "  Ctrl-C arrête tout.\n"
    )
