"""What to send when an item seems wrong: what it says, what that rests on, room for an argument."""

from ipt_train.bank.core.model import Item, Library
from ipt_train.bank.exchange.paper import printed


def dispute(library: Library, item: Item, wrong: str = "") -> str:
    """Return a text to fill in: the item, its facts and works, and questions to answer.

    Args:
        library: The bank of the item with its facts and bibliography.
        item: The item or step.
        wrong: What is wrong with it, as far as it was said already.
    """
    paper = printed(item)
    facts = [
        f"- {fact.id} ({fact.certainty}, confidence {fact.confidence}): {fact.statement}"
        for fact in (library.facts.get(name) for name in item.facts)
        if fact
    ]
    works = [
        f"- {work.id} ({work.verification}): {work.citation}"
        for work in (library.bibliography.get(name) for name in item.references)
        if work
    ]
    options = [f"{row.letter}. {row.text}" for row in paper.rows]
    return "\n".join(
        [
            f"Dispute: {item.id}, revision {item.revision}, bank {item.bank}, {item.certainty}",
            "",
            paper.stem,
            *paper.prompts,
            *options,
            f"Key: {paper.answer}",
            "",
            "It rests on:",
            *facts,
            *works,
            "",
            "1. What is wrong: the key, a distractor that could be right, a rationale, a fact, the wording?",
            *([wrong] if wrong else []),
            "",
            "2. What should it say?",
            "",
            "3. Which book or article says so (with page, if you can)?",
            "",
            "Please leave out anything about a client.",
            "",
        ]
    )
