"""Refusals: exceptions that read as a sentence and are shown to a person."""


class Refusal(Exception):
    """An act the rules do not allow, said in one French sentence marked with `N_`.

    `field` names the form field the sentence belongs to, when there is one.
    Other keywords are put into the sentence with `%(name)s` after translation.
    """

    status_code = 409

    def __init__(self, message: str, *, field: str | None = None, **params: object) -> None:
        super().__init__(message % params if params else message)
        self.message = message
        self.field = field
        self.params = params


class NotFound(Refusal):
    """The thing asked for does not exist, or this person may not know that it does."""

    status_code = 404


class Forbidden(Refusal):
    """The person is known and may not do this."""

    status_code = 403


class Stale(Refusal):
    """The row was changed by somebody else since the page was opened."""
