"""What can go wrong, as facts. Which page and which sentence a person sees is decided in error_pages."""


class Refused(Exception):
    """An operation that the rules of the service forbid now; `reason` is a key of wording.refusals.REFUSALS."""

    def __init__(self, reason: str, **facts):
        super().__init__(reason, facts)
        self.reason = reason
        self.facts = facts
