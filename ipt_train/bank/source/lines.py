"""Lines of a YAML file that is written anew, and what stood between its values: comments and empty lines."""

import re


class UnchangedError(Exception):
    """The file stays as it is: where, from 1, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


_DASHES = re.compile(r"[ \t]*(?:-[ \t]*)*")


class OutputLines:
    """Takes over a text line by line.

    Attributes:
        done: The finished lines.
        line: The line at hand.
        last: How far the text has been taken over.
        fresh: Whether that is the beginning of a line, after a block of text.
        kept: Whether empty lines at the end belong to that block.
        left: What stays as it stands, each with its line.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.done: list[str] = []
        self.line = ""
        self.last = 0
        self.fresh = False
        self.kept = False
        self.left: list[tuple[int, str]] = []

    def take_head(self, begin: int) -> None:
        """Take over what stands before the document, without the sign that begins it."""
        before = self.text[:begin]
        self.last = begin
        if re.search("^%", before, re.M):
            mark = re.search("^---.*$", before, re.M)
            end = mark.end() if mark else begin
            self.done += [line.rstrip() for line in before[:end].split("\n")]
            before = before[end:].removeprefix("\n")
        lines = before.split("\n")
        for line in lines[:-1]:
            plain = _without(line, "---")
            if plain or not line.strip():  # a sign alone leaves no empty line
                self.done.append(plain)
        rest = lines[-1].strip().removeprefix("---").strip()
        if rest and rest != "-" * len(rest.replace(" ", "")) and _DASHES.fullmatch(rest) is None:
            self.refuse(begin, "a key with a sign of its own")

    def take_tail(self) -> None:
        """Take over what stands after the document, without the sign that ends it."""
        after = self.text[self.last :]
        if "#" in after or self.fresh:
            lines = after.removesuffix("\n").split("\n") if after else []
            first = "" if self.fresh else lines.pop(0)
            if not self.fresh:
                self.comment_beside(first)
                self.end_line()
            for line in lines:
                plain = _without(line, "...")
                if plain or not line.strip():
                    self._alone(plain, 0 if self.fresh else len(plain))
        else:
            self.end_line()

    def end_line(self) -> None:
        """Finish the line at hand."""
        self.done.append(self.line.rstrip(" "))
        self.line = ""

    def refuse(self, at: int, why: str) -> None:
        """Leave the file as it is, because of what stands at a place."""
        raise UnchangedError(self.text.count("\n", 0, at) + 1, why)

    def comment_beside(self, rest: str) -> None:
        """Write the comment at the end of a line where it stands, or a space after the line."""
        if not (said := rest.strip(" \t")):
            return
        begin = self.last + rest.index("#") if "#" in rest else self.last
        if not said.startswith("#"):
            self.refuse(begin, "the text would change")
        before = self.text[self.text.rfind("\n", 0, begin) + 1 : begin]
        plain = before.rstrip(" \t")
        column = len(plain) + 1 if "\t" in before[len(plain) :] else len(before)
        if "\t" in plain:
            column = 0
        self.line = f"{self.line.ljust(column - 1)} {said}".rstrip(" \t")

    def _alone(self, line: str, deepest: int) -> None:
        """Write an empty line, or a comment on a line of its own; not deeper than it may stand."""
        said = line.strip(" \t")
        if not said:
            self.done.append("")
            return
        blanks = line[: len(line) - len(line.lstrip(" \t"))]
        column = min(len(blanks), deepest) if self.fresh else len(blanks)
        self.done.append(" " * column + said)

    def break_to(self, begin: int, column: int) -> None:
        """Go on to the line on which something begins, with what stands between."""
        gap = self.text[self.last : begin]
        if "#" not in gap and "?" not in gap:
            if self.fresh:
                self.done += [""] * gap.count("\n")
            else:
                self.end_line()
                self.done += [""] * _empty(gap)
        else:
            self._break_with_comments(gap, begin, column)
        self.line = " " * column
        self.last, self.fresh, self.kept = begin, False, False

    def _break_with_comments(self, gap: str, begin: int, column: int) -> None:
        lines = gap.split("\n")
        if not self.fresh:
            self.comment_beside(lines.pop(0))
            self.end_line()
        dash = False
        for line in lines[:-1]:
            said = line.strip(" \t")
            if not said or said.startswith("#"):
                if said and dash:
                    self.refuse(begin, "a comment stands after a dash")
                self._alone(line, column)
            elif _DASHES.fullmatch(said):
                dash = True
            else:
                at = self.text.find(line, self.last)
                after = said.startswith("-")
                self.refuse(
                    at, "a comment stands after a dash" if after else "the text would change"
                )
        if lines and not _DASHES.fullmatch(lines[-1]):
            self.refuse(begin, "the text would change")

    def go_on(self, begin: int) -> None:
        """Check that only spaces stand between a dash and what follows it."""
        gap = self.text[self.last : begin]
        if "#" in gap:
            self.refuse(self.last, "a comment stands after a dash")
        if not _DASHES.fullmatch(gap.replace("\n", "")):
            self.refuse(begin, "the text would change")
        self.last = begin


def _empty(gap: str) -> int:
    """Count the empty lines between two things."""
    return sum(not line.strip(" \t") for line in gap.split("\n")[1:-1])


def _without(line: str, sign: str) -> str:
    """Return a line without the sign of a document before its comment."""
    return line[3:].strip(" \t") if line.startswith(sign) else line.rstrip(" \t")
