"""A share with its n: what every figure of progress is made of."""

from dataclasses import dataclass

from ipt_train.figure.interval import wilson

FEW = 20
"""Below this many a share is called too few to say. A convention, not validated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of how many.

    Attributes:
        count: How many it is true of.
        n: Of how many.
        share: Their quotient, 0-1; None below ``FEW``.
        low: Lower end of the 95 % Wilson interval; None below ``FEW``.
        high: Upper end of it; None below ``FEW``.
    """

    count: int
    n: int
    share: float | None
    low: float | None
    high: float | None


def share_of(count: int, n: int) -> Share:
    """Return a share, with its interval where there are enough to say.

    The interval takes the n for independent draws, which several answers on one
    item are not quite: the truth is a little wider.

    Args:
        count: How many, 0 to ``n``.
        n: Of how many.
    """
    if n < FEW:
        return Share(count=count, n=n, share=None, low=None, high=None)
    low, high = wilson(count, n)
    return Share(count=count, n=n, share=count / n, low=low, high=high)
