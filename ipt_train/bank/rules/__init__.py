"""Item-writing rules, one file a rule.

A rule is a file ``<code>_<what it finds>.py`` of this folder that ends with its record ``RULE``;
``registry`` finds it by its name, and no list names it a second time. Its docstring is what
``explain`` prints: a title, why it matters with the source, an example under ``Bad:`` in
which ``»`` marks the place that is found, one under ``Good:``, and ``Fix:``. The examples are tests.

Rules of tier C (``W2..``) are hints that often do not apply, so they are off unless asked
for. Precision comes before recall: a rule that cries wolf is turned off by its users.
"""
