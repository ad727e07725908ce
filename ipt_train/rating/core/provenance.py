"""Where a rating comes from: which session, by which form, who rated it, and in whose log it began."""

from collections.abc import Mapping
from dataclasses import dataclass

SELF, SUPERVISOR, CALIBRATION = "self", "supervisor", "calibration"
"""Who rates: a trainee their own session, a supervisor a trainee's, anyone a written excerpt."""

CODES = ("form", "case", "session", "area", "minutes", "by")
"""What is handed over of a session, in this order: codes and numbers only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a rating comes from. None stands for what was not told.

    Attributes:
        form: Id of the form.
        case: Code of the case.
        session: Number of the session in the case, as digits.
        area: The problem area.
        minutes: Length of the session, as digits.
        by: Code that tells supervisors apart.
        rater: ``self``, ``supervisor`` or ``calibration``.
        about: Id of the trainee's rating that it belongs to, or of the excerpt.
        received: Whether the other side made it and handed it over.
    """

    form: str | None = None
    case: str | None = None
    session: str | None = None
    area: str | None = None
    minutes: str | None = None
    by: str | None = None
    rater: str = SELF
    about: str | None = None
    received: bool = False

    @classmethod
    def of(cls, details: Mapping[str, str]) -> "Provenance":
        """Return what the details of a stored event, or of a file, say.

        Args:
            details: Codes by name; names that are not known here are passed over.
        """
        return cls(
            form=details.get("form"),
            case=details.get("case"),
            session=details.get("session"),
            area=details.get("area"),
            minutes=details.get("minutes"),
            by=details.get("by"),
            rater=details.get("rater", SELF),
            about=details.get("about"),
            received="received" in details,
        )

    def codes(self) -> dict[str, str]:
        """Return what is handed over of the session, by name; what was not told is not there."""
        told = ((name, getattr(self, name)) for name in CODES)
        return {name: value for name, value in told if value is not None}

    def details(self) -> dict[str, str]:
        """Return the whole as the log stores it."""
        about = {} if self.about is None else {"about": self.about}
        received = {"received": "yes"} if self.received else {}
        return self.codes() | {"rater": self.rater} | about | received

    @property
    def is_own(self) -> bool:
        """Whether a trainee rated their own session here."""
        return self.rater == SELF and not self.received

    @property
    def is_supervisors(self) -> bool:
        """Whether a supervisor rated a trainee's session and the trainee received it."""
        return self.rater == SUPERVISOR and self.received
