"""Every sentence of the program that a person can see, with its place: to be read aloud.

`python -m tests.packaging.sentences [PART OF A PATH ...]` prints `file:line<TAB>sentence`: literals with two words
or more (values put in at run time stand as `{name}`), the help of commands, and the words of templates and of the
list of rules. Docstrings of anything but commands, SQL, patterns and styles are left out.
"""

import ast
import re
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "ipt_train"
NOT_FOR_PEOPLE = re.compile(
    r"^\s*(SELECT|INSERT|CREATE|UPDATE|DELETE|PRAGMA|ALTER|DROP|BEGIN|REPLACE|WITH|FROM|WHERE|ORDER BY)\b"
    r"|[\\^$]\w*[(\[]|\(\?|^[\w-]+: [\w-]+;|^<[^>]*>$|^[\W\d]*$"
)
WORDS = re.compile(r"[^\W\d_]{2,}")


def text_of(node: ast.expr) -> str | None:
    """The words of a literal, an f-string or a sum of both; None for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(
                str(part.value)
                if isinstance(part, ast.Constant)
                else f"{{{ast.unparse(part.value)}}}"
                for part in parts
                if isinstance(part, ast.Constant | ast.FormattedValue)
            )
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            both = text_of(left), text_of(right)
            return "".join(both) if None not in both else None
    return None


def docstrings(tree: ast.Module, *, commands: bool) -> set[ast.expr]:
    """The docstrings that nobody sees, those of values too: all but those of a command's functions."""
    seen = {
        node.body[0]
        for node in ast.walk(tree)
        if commands and isinstance(node, ast.FunctionDef) and node.decorator_list
    }
    return {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and node not in seen
    }


def of_code(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of each literal for people in a module."""
    tree = ast.parse(path.read_text("utf-8"))
    unseen = docstrings(tree, commands=path.parent.name in {"command", "cli"})
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.expr):
            if node in unseen:
                continue
            if (text := text_of(node)) is not None:
                yield node.lineno, text
                continue
        waiting.extend(ast.iter_child_nodes(node))


def of_template(path: Path) -> Iterator[tuple[int, str]]:
    """Line and words of a template; what stands between braces is a value or a rule of the template."""
    text = re.sub(
        r"(?s)\{#.*?#\}|<style.*?</style>|<script.*?</script>",
        lambda m: "\n" * m[0].count("\n"),
        path.read_text("utf-8"),
    )
    for number, line in enumerate(text.splitlines(), 1):
        yield number, unescape(re.sub(r"<[^>]+>|\{%.*?%\}", " ", line)).strip()


def of_script(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of each literal of a script; a comment is for developers."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        for literal in re.findall(r"""[`"']([^`"']{3,})[`"']""", re.sub(r"(?<!:)//.*", "", line)):
            yield number, literal


def of_list(path: Path) -> Iterator[tuple[int, str]]:
    """Line and words of a text file that people read as it stands."""
    yield from enumerate(path.read_text("utf-8").splitlines(), 1)


READERS = {".py": of_code, ".html": of_template, ".js": of_script, ".txt": of_list}


def sentences(parts: list[str]) -> Iterator[str]:
    """`file:line<TAB>sentence` of every file whose path holds one of the parts (all, where none is named)."""
    for path in sorted(
        p for p in PACKAGE.rglob("*") if p.suffix in READERS and "_data" not in p.parts
    ):
        name = path.relative_to(PACKAGE.parent).as_posix()
        if parts and not any(part in name for part in parts):
            continue
        for line, text in sorted(set(READERS[path.suffix](path))):
            plain = " ".join(text.split())
            if len(WORDS.findall(plain)) >= 2 and " " in plain and not NOT_FOR_PEOPLE.search(plain):
                yield f"{name}:{line}\t{plain}"


if __name__ == "__main__":
    sys.stdout.write("".join(line + "\n" for line in sentences(sys.argv[1:])))
