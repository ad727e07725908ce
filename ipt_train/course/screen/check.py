"""How the findings of a check of a course look."""

from ipt_train.bank.core.finding import Finding
from ipt_train.course.operation.course import CourseCheck
from ipt_train.plural import counted

COLUMNS = ("file", "line", "column", "severity", "code", "message", "help")


def check_lines(result: CourseCheck) -> list[str]:
    """Return a line for each finding, or one that says that there is none."""
    if result.findings:
        return [_line(finding) for finding in result.findings]
    people = counted(result.people, "person", "people")
    return [f"{people}, {counted(result.exams, 'exam')}: no faults found."]


def findings_table(result: CourseCheck) -> tuple[tuple[str, ...], list[tuple[str | int, ...]]]:
    """Return the findings as columns and rows of a table."""
    rows = [tuple(getattr(finding, name) for name in COLUMNS) for finding in result.findings]
    return COLUMNS, rows


def _line(finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}:{finding.column}"
    advice = f" ({finding.help})" if finding.help else ""
    return f"{place}: {finding.severity} {finding.code} {finding.message}{advice}"
