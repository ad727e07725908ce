"""Item-writing rules, one file a rule.

A rule is a module with ``CODE``, ``NAME``, ``SEVERITY`` and ``DEFAULT`` (whether it runs
unless asked not to), and one function: ``check(item)`` for rules on a single item or
``check_bank(items)`` for rules on a whole bank. Its docstring is what ``bank explain``
prints: a title, why it matters with the source, an example under ``Bad:`` in which ``»``
marks the place that is found, one under ``Good:``, and ``Fix:``. The examples are tests.

Rules of tier C (``W2..``) are hints that often do not apply, so they are off unless asked
for. Precision comes before recall: a rule that cries wolf is turned off by its users.
"""

from types import ModuleType

from ipt_train.bank.rules import (
    b001_key_position,
    b002_key_length_rank,
    b003_duplicate_items,
    b004_near_duplicates,
    h001_repeated_rationale,
    h002_short_rationale,
    h003_certainty_above_source,
    h004_draft,
    w001_none_of_the_above,
    w002_all_of_the_above,
    w003_longest_is_key,
    w004_numeric_order,
    w005_blank_in_stem,
    w006_true_false_options,
    w007_repeated_options,
    w101_negative_lead_in,
    w102_unfocused_stem,
    w103_k_type,
    w104_article_cue,
    w201_absolute_terms,
    w202_vague_terms,
    w203_clang,
    w204_convergence,
    w205_window_dressing,
)

RULES: tuple[ModuleType, ...] = (
    w001_none_of_the_above,
    w002_all_of_the_above,
    w003_longest_is_key,
    w004_numeric_order,
    w005_blank_in_stem,
    w006_true_false_options,
    w007_repeated_options,
    w101_negative_lead_in,
    w102_unfocused_stem,
    w103_k_type,
    w104_article_cue,
    w201_absolute_terms,
    w202_vague_terms,
    w203_clang,
    w204_convergence,
    w205_window_dressing,
    h001_repeated_rationale,
    h002_short_rationale,
    h003_certainty_above_source,
    h004_draft,
    b001_key_position,
    b002_key_length_rank,
    b003_duplicate_items,
    b004_near_duplicates,
)
