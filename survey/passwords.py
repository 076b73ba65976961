"""First passwords: made by the machine, long enough that nobody has to choose one."""

import secrets

# Without letters that are misread when somebody copies them by hand.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_password() -> str:
    """Four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
