"""Every kind of page that the program writes, except those that are sat: fixtures by name."""

REPORTS = (
    "report",
    "full_report",
    "empty_report",
    "fidelity_report",
    "one_session_report",
    "two_sessions_report",
    "empty_fidelity_report",
    "course_report",
    "named_course_report",
    "person_report",
)
MARKED = ("marked_exam", "marked_with_keys", "marks_only", "exam_key")
BANKS = ("bank_with_key", "bank_as_paper")
KINDS = (*REPORTS, *MARKED, *BANKS)
