"""``python -m ipt_train``."""

from ipt_train.cli import main

main()
