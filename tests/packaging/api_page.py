"""The page of the Python interface: ``python -m tests.packaging.api_page > docs/api.md``."""

import inspect
from collections.abc import Iterator

import ipt_train

HEAD = """\
# Python interface

This page is written from the program: `python -m tests.packaging.api_page > docs/api.md`. The names below are the
interface; what stands in other modules may change with any version.

```python
from pathlib import Path
from ipt_train import Shelf, check

shelf = Shelf(banks=(Path("question_banks"),), schemas=Path("schemas"), cache=Path("cache"))
for finding in check(shelf, [Path("my-bank.yaml")]).findings:
    print(finding.line, finding.column, finding.code, finding.message)
```
"""


def page() -> str:
    """Return the page, in Markdown."""
    names = [name for name in sorted(ipt_train.__all__) if not name.startswith("_")]
    return "\n".join([HEAD, *(line for name in names for line in _chapter(name))]).rstrip() + "\n"


def _chapter(name: str) -> Iterator[str]:
    thing = getattr(ipt_train, name)
    yield f"## {name}\n"
    yield f"`{thing.__module__}`\n"
    if not isinstance(thing, type):
        yield f"```python\n{name}{inspect.signature(thing)}\n```\n"
    yield _text(thing)
    if isinstance(thing, type):
        for method, what in vars(thing).items():
            if method.startswith("_") or not _documented(what):
                continue
            shown = f"{method}{inspect.signature(what)}" if inspect.isfunction(what) else method
            yield f"### {name}.{method}\n"
            yield f"```python\n{shown}\n```\n"
            yield _text(what)


def _documented(what: object) -> bool:
    return (inspect.isfunction(what) or isinstance(what, property)) and bool(what.__doc__)


def _text(thing: object) -> str:
    """Return a docstring; what lists arguments, attributes and errors keeps its lines."""
    paragraphs = (inspect.getdoc(thing) or "").split("\n\n")
    return (
        "\n\n".join(
            f"```text\n{text}\n```" if "\n    " in text else text.replace("``", "`")
            for text in paragraphs
        )
        + "\n"
    )


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - this is its output
