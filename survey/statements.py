from typing import Any, Protocol


class Statements(Protocol):
    """Plain SQL spoken straight to the database's driver."""

    def execute(self, statement: str, parameters: dict) -> Any:
        """Something with `fetchone` and `fetchall`."""

    def close(self) -> None: ...
