"""What a check of banks says, in each of its forms."""

from collections.abc import Mapping

from ipt_train.bank.core.checked import Checked
from ipt_train.bank.operation.check import failing
from ipt_train.bank.screen.findings import lines_of, show_findings, show_statistics
from ipt_train.errors import FINDINGS, OK
from ipt_train.plural import counted
from ipt_train.shell.reply import Put, Reply
from ipt_train.vocabulary import FailOn, FindingFormat


def report(
    checked: Checked,
    form: FindingFormat,
    environ: Mapping[str, str],
    *,
    fail_on: FailOn,
    statistics: bool,
) -> Reply:
    """Return the reply of a check.

    Args:
        checked: Its outcome.
        form: How findings are printed; ``auto`` goes by the environment.
        environ: Environment variables.
        fail_on: The least weight that exits with 1.
        statistics: Count findings by code where a person is shown them.
    """
    if form is FindingFormat.AUTO:
        form = _for_ci(environ)

    def say(put: Put, plain: bool) -> None:
        show_findings(put, checked, form, lines_of, plain=plain, info=fail_on is FailOn.INFO)
        if statistics:
            from ipt_train.bank.rules.explain import titles  # noqa: PLC0415 - loads every rule

            show_statistics(put, checked.findings, titles())

    counts = {"files": checked.files, "items": checked.items, "errors": len(checked.errors)}
    return Reply(
        data=counts,
        say=say,
        text=_document(checked, form, fail_on),
        findings=checked.findings,
        status=FINDINGS if failing(checked.findings, fail_on) else OK,
        holds=counted(len(checked.findings), "finding"),
    )


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
