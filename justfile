# Short names for what a maintainer does; every recipe is a plain command.
python := ".venv/bin/python"

# What there is
default:
    @just --list

# Set up
setup:
    python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e '.[dev]'

# All tests, or those named
test *paths="tests":
    {{python}} -m pytest -q -n 2 {{paths}}

# Style, types, import contracts
lint:
    .venv/bin/ruff format . && .venv/bin/ruff check --fix . && .venv/bin/mypy && .venv/bin/lint-imports

# The shipped banks
banks:
    .venv/bin/ipt-train bank check --no-cache --fail-on warning

# The pages and the picture that are made from the program
pages:
    {{python}} -m ipt_train.cli.reference > docs/cli.md && .venv/bin/ipt-train explain --markdown > docs/rules.md
    {{python}} -m tests.packaging.api_page > docs/api.md && {{python}} -m ipt_train.cli.front_page
    {{python}} -m tests.packaging.picture > docs/pictures/study.svg

# Every sentence that a person can see, with its place, to be read aloud
sentences *parts:
    {{python}} -m tests.packaging.sentences {{parts}}

# Ten thousand assembled exams of each shipped blueprint (two minutes)
exams:
    IPT_TRAIN_EXAMS=10000 {{python}} -m pytest -q tests/exam/test_assemble.py

# Six simulated learners over 120 days: minutes a day and retention (some minutes)
months:
    {{python}} -m tests.study.months

# Speed beside others, into benchmarks/RESULTS.md (a quarter of an hour; `just bench fold collect` for some)
bench *names:
    {{python}} -m benchmarks {{names}}

# What the gate does, on a clean checkout
gate:
    git clone -q . /tmp/ipt-train-gate && bash /tmp/ipt-train-gate/.ci/run; rm -rf /tmp/ipt-train-gate
