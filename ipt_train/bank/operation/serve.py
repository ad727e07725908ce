"""Answering an editor, where the extra for it is installed."""

from ipt_train.bank.source.shelf import Shelf
from ipt_train.errors import MissingExtraError


def serve(shelf: Shelf) -> None:
    """Answer an editor over standard input and output until it goes away.

    Args:
        shelf: Where schemas, default banks and the cache are.

    Raises:
        MissingExtraError: What speaks to editors is not installed.
    """
    try:
        from ipt_train.bank.operation.language_server import BankServer  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError(
            "the editor server needs the extra `editor` (pygls)",
            hint="in your copy of ipt-train, with its environment active: `pip install '.[editor]'`",
        ) from None
    BankServer(shelf).serve()
