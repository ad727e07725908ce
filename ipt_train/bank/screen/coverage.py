"""What banks cover, as tables and as what is missing."""

from collections.abc import Mapping

from ipt_train.bank.core.ground import Claim, Fact
from ipt_train.bank.core.model import Library
from ipt_train.bank.operation.coverage import Coverage
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen


def coverage_table(result: Coverage) -> tuple[tuple[str, ...], list[tuple[str | int, ...]]]:
    """Return the matrix of domains and levels as columns and rows."""
    levels = list(next(iter(result.counts.values())))
    rows: list[tuple[str | int, ...]] = []
    for domain, row in result.counts.items():
        rows.append(
            (
                domain,
                *(row[level] for level in levels),
                sum(row.values()),
                result.wanted_domains.get(domain, 0),
            )
        )
    totals = [sum(row[level] for row in result.counts.values()) for level in levels]
    rows.append(("all", *totals, sum(totals), sum(result.wanted_domains.values())))
    return ("domain", *levels, "items", "asked for"), rows


def show_parts(
    screen: Screen, result: Coverage, library: Library, named: Mapping[str, bool]
) -> None:
    """Show the parts that are named, each with its own table; none stands for the matrix.

    Args:
        screen: Where to.
        result: What is covered.
        library: Whose facts and claims they are.
        named: Which of ``facts``, ``claims`` and ``competencies`` are asked for.
    """
    if named["facts"]:
        show_facts(screen, result, library.facts)
    if named["claims"]:
        show_claims(screen, result, library.claims)
    if named["competencies"]:
        show_competencies(screen, result)
    if not any(named.values()):
        show_coverage(screen, result)


def show_coverage(screen: Screen, result: Coverage) -> None:
    """Show the matrix and what is missing."""
    columns, rows = coverage_table(result)
    screen.table(columns, [tuple(map(str, row)) for row in rows])
    twice = sum(count > 1 for count in result.objectives.values())
    screen.line(
        f"{counted(len(result.objectives), 'objective')}, {twice} of them with two items or more; {counted(result.facts, 'fact')}.",
        indent=1,
    )
    if result.groups:
        groups = [(name, *map(str, counts)) for name, counts in result.groups.items()]
        screen.table(("competency or tag", "items", "asked for"), groups)
    for one in result.missing:
        screen.row("missing", one, style="red")


def show_facts(screen: Screen, result: Coverage, facts: Mapping[str, Fact]) -> None:
    """Show facts of high confidence by topic, and each that nothing rests on, with why."""
    rows = [(topic, str(have), str(of)) for topic, (have, of) in result.topics.items()]
    have, of = (sum(pair[side] for pair in result.topics.values()) for side in (0, 1))
    screen.table(("topic", "covered", "facts"), [*rows, ("all", str(have), str(of))])
    for name, reason in result.uncovered.items():
        screen.row(name, f"{facts[name].statement} [{reason or 'no reason given'}]", style="dim")


def show_claims(screen: Screen, result: Coverage, claims: Mapping[str, Claim]) -> None:
    """Show each claim of the popular article, how it stands, and which items teach it."""
    for name, items in result.claims.items():
        claim = claims[name]
        screen.row(name, f"{claim.claim} ({claim.verdict})", style="bold")
        screen.line(
            ", ".join(items) or "no item teaches it", indent=4, style="" if items else "red"
        )
    taught = sum(bool(items) for items in result.claims.values())
    screen.line(f"{taught} of {len(claims)} claims are taught.", indent=1)


def show_competencies(screen: Screen, result: Coverage) -> None:
    """Show how many items, vignette steps and drills give evidence of each competency."""
    rows = [(name, *map(str, counts)) for name, counts in result.competencies.items()]
    screen.table(("competency", "items", "steps", "drills"), rows)
