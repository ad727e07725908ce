"""Partial-credit rules: how much a partly right answer is worth. Whether it is *right* is another matter.

For a multiple response with K keys among N options, of which the learner picked t keys
and f distractors:

- ``all-or-nothing``: 1 when t = K and f = 0, else 0.
- ``net-correct``: (t - f) / K, not below 0.
- ``each-answer``: the share of the N options that are rightly picked or rightly left.
- ``coverage``: (t / K) * (t / (t + f)): the share of the keys that was found, times the
  share of the picks that are keys; picking everything earns K / N.

The last three are the rules of PrairieLearn's ``pl-checkbox`` (its documentation, "Partial
credit"). Orders, matches and gaps have no options to leave out: there ``each-answer`` is the
share of parts in place and ``net-correct`` takes a wrong part off a right one.
"""

from ipt_train.vocabulary import Credit


def of_choice(rule: Credit, *, keys: int, options: int, right: int, wrong: int) -> float:
    """Return the marks of a multiple response, 0-1.

    Args:
        rule: The partial-credit rule.
        keys: Correct options in the item, 1 or more.
        options: Options in the item.
        right: Correct options that were picked.
        wrong: Distractors that were picked.
    """
    match rule:
        case Credit.ALL_OR_NOTHING:
            return float(right == keys and not wrong)
        case Credit.NET_CORRECT:
            return max(0.0, (right - wrong) / keys)
        case Credit.EACH_ANSWER:
            return (right + (options - keys - wrong)) / options
        case Credit.COVERAGE:
            picked = right + wrong
            return (right / keys) * (right / picked) if picked else 0.0


def of_parts(rule: Credit, *, parts: int, right: int) -> float:
    """Return the marks of an order, matches or gaps, 0-1.

    Args:
        rule: The partial-credit rule.
        parts: Parts of the item, 1 or more.
        right: Parts that are in place.
    """
    match rule:
        case Credit.ALL_OR_NOTHING:
            return float(right == parts)
        case Credit.NET_CORRECT:
            return max(0.0, (right - (parts - right)) / parts)
        case Credit.EACH_ANSWER:
            return right / parts
        case Credit.COVERAGE:
            return (right / parts) ** 2
