"""What a check of banks says, in each of its forms."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from ipt_train.advance import Advance, unwatched
from ipt_train.bank.core.checked import Checked
from ipt_train.bank.operation.check import Mended, failing
from ipt_train.bank.operation.order import CheckOrder
from ipt_train.bank.screen.findings import lines_of, show_findings, show_statistics
from ipt_train.errors import FINDINGS, OK
from ipt_train.plural import counted
from ipt_train.shell.reply import Put, Reply
from ipt_train.vocabulary import FailOn, FindingFormat, Severity


def report(
    order: CheckOrder,
    form: FindingFormat,
    environ: Mapping[str, str],
    *,
    statistics: bool,
    fix: bool = False,
    advance: Advance = unwatched,
) -> Reply:
    """Return the reply of a check.

    Args:
        order: What is to be checked, and the least weight that exits with 1.
        form: How findings are printed; ``auto`` goes by the environment.
        environ: Environment variables.
        statistics: Count findings by code where a person is shown them.
        fix: Mend what is certain first.
        advance: Told how many files are checked.
    """
    mended = order.mended(write=True) if fix else None
    checked, fail_on = order.checked(advance), order.fail_on
    if form is FindingFormat.AUTO:
        form = _for_ci(environ)

    def lines(name: str) -> list[str]:
        text = checked.texts.get(name)
        return lines_of(name) if text is None else text.decode("utf-8-sig", "replace").splitlines()

    def say(put: Put, plain: bool) -> None:
        show_findings(put, checked, form, lines, plain=plain, info=fail_on is FailOn.INFO)
        if fail_on is FailOn.INFO and (idle := _off(order)):
            put(f"Off unless selected: {', '.join(idle)}.", "")
        if statistics:
            from ipt_train.bank.rules.explain import titles  # noqa: PLC0415 - loads every rule

            show_statistics(put, checked.findings, titles())

    return Reply(
        data=_counts(checked) | (mended.counts() if mended else {}),
        say=say,
        text=_document(checked, form, fail_on),
        findings=checked.findings,
        notes=mended.notes() if mended else [],
        status=FINDINGS if failing(checked.findings, fail_on) else OK,
        holds=counted(len(checked.findings), "finding"),
    )


def mending(mended: Mended) -> Reply:
    """Return the reply of what would be mended."""
    return Reply(
        data=mended,
        text=mended.diff,
        after=[f"{counted(mended.edits, 'edit')} would be made"],
        status=FINDINGS if mended.edits else OK,
        holds="diff",
    )


def accepted(count: int, file: Path, said: str) -> Reply:
    """Return the reply of a baseline that was written."""
    return Reply(data={"findings": count, "file": str(file)}, lines=[said])


def _counts(checked: Checked) -> dict[str, int]:
    aside, gone = checked.set_aside
    weights = Counter(one.severity for one in checked.findings)
    return {
        "files": checked.files,
        "items": checked.items,
        "errors": weights[Severity.ERROR],
        "warnings": weights[Severity.WARNING],
        "info": weights[Severity.INFO],
        "unread_files": len(checked.unread),
        "unjudged_items": checked.unjudged,
        "left_alone": checked.left_alone,
        "in_baseline": aside,
        "gone_from_baseline": gone,
    }


def _off(order: CheckOrder) -> list[str]:
    """Return the rules that do not run as they are off by default."""
    from ipt_train.bank.rules.registry import RULES  # noqa: PLC0415 - loads every rule

    return [
        rule.code
        for rule in RULES
        if not rule.default and not order.selection.wants_rule(rule.code, default=rule.default)
    ]


def _document(checked: Checked, form: FindingFormat, fail_on: FailOn) -> str | None:
    """Return the findings for another program; None where a person reads them."""
    if form in (FindingFormat.FULL, FindingFormat.CONCISE, FindingFormat.JSON):
        return None
    # The reporters are loaded only when one of them is asked for.
    from ipt_train.bank.exchange.finding_formats import REPORTERS, CheckReport  # noqa: PLC0415
    from ipt_train.bank.rules.explain import titles  # noqa: PLC0415

    return REPORTERS[form](
        CheckReport(
            findings=checked.findings,
            files=checked.names,
            titles=titles(),
            items=checked.items_in,
            fails=lambda finding: failing([finding], fail_on),
        )
    )


def _for_ci(environ: Mapping[str, str]) -> FindingFormat:
    """Return the form that suits the CI system that the environment tells of."""
    if environ.get("GITHUB_ACTIONS"):
        return FindingFormat.GITHUB
    if environ.get("GITLAB_CI"):
        return FindingFormat.GITLAB
    return FindingFormat.CONCISE if environ.get("CI") else FindingFormat.FULL
