"""A number of a GIFT file: alone, with a tolerance, or as a range (MoodleDocs, "GIFT format")."""

from decimal import Decimal

from ipt_train.bank.exchange.typed_number import NumberAnswer, around, number_of


def gift_number(mark: str, text: str, share: float, feedback: str) -> NumberAnswer:
    """Return an answer such as ``3``, ``3:0.5`` or ``1..5``; a star and a ``~`` stand for any other.

    Args:
        mark: The sign before it, = or ~.
        text: The answer without weight and feedback.
        share: What it earns, 1 for all marks.
        feedback: What is said of it.

    Raises:
        ValueError: It is not a number; the message says why.
    """
    bare = text.strip()
    if mark == "~":
        if bare:
            raise ValueError(f"a wrong number begins with =%0%, not with ~: `{bare}`")
        return NumberAnswer(low=None, high=None, share=0.0, feedback=feedback)
    if bare == "*":
        return NumberAnswer(low=None, high=None, share=share, feedback=feedback)
    low, dots, high = bare.partition("..")
    if dots:
        ends = number_of(low), number_of(high)
        if ends[0] > ends[1]:
            raise ValueError(f"the range {bare} ends before it begins")
        return NumberAnswer(low=ends[0], high=ends[1], share=share, feedback=feedback)
    value, colon, room = bare.partition(":")
    return around(
        number_of(value), number_of(room) if colon else Decimal(0), share=share, feedback=feedback
    )
