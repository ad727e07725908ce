"""What changed in the banks since a learner last met them: told once, and nothing is lost by it."""

from dataclasses import dataclass

from ipt_train.bank.core.edition import edition_of, revisions_of
from ipt_train.bank.core.model import Library
from ipt_train.log.core.met import meeting
from ipt_train.log.operation.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Ids of answerable items that changed.

    Attributes:
        revised: Their meaning changed; those that were seen are due again and keep their memory.
        retired: No longer asked; their answers stay in the log.
        replaced: No longer asked; their history went to the item that replaces them.
        new: Not there the last time.
    """

    revised: tuple[str, ...]
    retired: tuple[str, ...]
    replaced: tuple[str, ...]
    new: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.revised or self.retired or self.replaced or self.new)


def bank_changes(journal: Journal, library: Library) -> Changes:
    """Return what changed since the banks were last met, and keep that it was told.

    The first time there is nothing to compare with, so nothing is told; nor is anything told or
    kept while a faulty bank is left out, whose items are not gone.

    Raises:
        StoreError: It could not be kept.
    """
    if not library.whole:
        return Changes(revised=(), retired=(), replaced=(), new=())
    before, edition, edition_now = journal.state.met, journal.state.edition, edition_of(library)
    if edition == edition_now:
        return Changes(revised=(), retired=(), replaced=(), new=())
    now = revisions_of(library)
    gone = [name for name in before if name not in now]
    changes = Changes(
        revised=tuple(name for name, old in before.items() if now.get(name, old) > old),
        retired=tuple(name for name in gone if name not in journal.aliases),
        replaced=tuple(name for name in gone if name in journal.aliases),
        new=tuple(name for name in now if name not in before) if before else (),
    )
    journal.record(meeting(before, edition, now, edition_now))
    return changes


def changes_told(journal: Journal, library: Library) -> tuple[str, ...]:
    """Return what changed since the banks were last met, as lines to be said now: none or one.

    Raises:
        StoreError: It could not be kept that it was said.
    """
    changes = bank_changes(journal, library)
    return (in_words(changes),) if changes else ()


def in_words(changes: Changes) -> str:
    """Return changes as one sentence."""
    parts = [
        f"{len(names)} {word}"
        for names, word in (
            (changes.revised, "revised (due again, memory kept)"),
            (changes.replaced, "replaced (history kept)"),
            (changes.retired, "retired (answers kept)"),
            (changes.new, "new"),
        )
        if names
    ]
    return f"The banks changed since you last studied: {', '.join(parts)}."
