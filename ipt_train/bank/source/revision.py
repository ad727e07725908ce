"""The banks of a git revision: git is asked for them, nothing is checked out."""

import os
import subprocess
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipt_train.bank.source.shelf import SUFFIXES
from ipt_train.errors import UsageError

_OF_A_HOOK = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
)
"""What git sets for its hooks: with it, git would answer for the repository of the hook."""

_FILES = ("100644", "100755")
"""Modes of ordinary files; a link or a submodule holds no bank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision of the repository that holds a folder.

    Attributes:
        top: The working tree, resolved.
        name: What the person calls the revision.
        commit: Its hash.
    """

    top: Path
    name: str
    commit: str

    def banks(self, also: Collection[str]) -> dict[str, bytes]:
        """Return the files of the revision that may be banks, by their path below ``top``.

        Args:
            also: Paths that count as YAML files whatever they are called.

        Raises:
            UsageError: git cannot read them.
        """
        listed = _asked(self.top, "ls-tree", "-r", "-z", "--full-tree", self.commit)
        blobs: dict[str, str] = {}
        for entry in listed.split(b"\0"):
            about, _, path = os.fsdecode(entry).partition("\t")
            if path and about.startswith(_FILES) and (path.endswith(SUFFIXES) or path in also):
                blobs[path] = about.split()[2]
        texts = self._contents(sorted(set(blobs.values())))
        return {path: texts[blob] for path, blob in blobs.items() if b"ipt-bank/" in texts[blob]}

    def present(self) -> list[str]:
        """Return the YAML files of the working tree, without those that git ignores."""
        listed = _asked(self.top, "ls-files", "-c", "-o", "--exclude-standard", "-z")
        paths = dict.fromkeys(os.fsdecode(one) for one in listed.split(b"\0"))
        return [path for path in paths if path.endswith(SUFFIXES)]

    def _contents(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """Read objects, all in one call."""
        wanted = "".join(f"{blob}\n" for blob in blobs).encode()
        rest = memoryview(_asked(self.top, "cat-file", "--batch", put=wanted))
        texts: dict[str, bytes] = {}
        for blob in blobs:
            head = bytes(rest[:200]).partition(b"\n")[0]
            if not head.endswith(b"missing") and (size := head.rsplit(b" ", 1)[-1]).isdigit():
                begin = len(head) + 1
                texts[blob] = bytes(rest[begin : begin + int(size)])
                rest = rest[begin + int(size) + 1 :]
                continue
            raise UsageError(
                f"git is missing a file from the revision `{self.name}`",
                hint="fetch the whole history with `git fetch --unshallow`; `git fsck` may say more",
            )
        return texts


def revision_at(folder: Path, name: str) -> Revision:
    """Return a revision of the repository that holds a folder.

    Raises:
        UsageError: git is not installed, refuses the folder, or does not know the revision.
    """
    top = os.fsdecode(_asked(folder, "rev-parse", "--show-toplevel")).removesuffix("\n")
    known = _git(Path(top), "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if known.returncode:
        raise UsageError(
            f"git cannot find the revision `{name}` in {top}",
            hint="give a commit, tag or branch, such as HEAD~1; a shallow clone may not have it",
        )
    return Revision(top=Path(top).resolve(), name=name, commit=known.stdout.decode().strip())


def _asked(folder: Path, *words: str, put: bytes = b"") -> bytes:
    """Return what git answers.

    Raises:
        UsageError: It refuses; its own words are passed on.
    """
    answer = _git(folder, *words, put=put)
    if not answer.returncode:
        return answer.stdout
    said = [line.strip() for line in answer.stderr.decode("utf-8", "replace").splitlines()]
    said = [line for line in said if line]
    why = said[0].removeprefix("fatal: ") if said else f"it ended with {answer.returncode}"
    advice = next((line for line in said if line.startswith("git config")), "")
    raise UsageError(
        f"git will not open {folder}: {why}",
        hint=f"if you trust this folder: {advice}"
        if advice
        else "--since compares the banks with a revision of their git repository",
    )


def _git(folder: Path, *words: str, put: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *words],
            input=put,
            capture_output=True,
            check=False,
            env=kept | {"LC_ALL": "C"},
        )
    except OSError as error:
        why = "is not installed" if isinstance(error, FileNotFoundError) else "cannot be started"
        raise UsageError(
            f"git {why}, and --since needs it for the earlier revision",
            hint="install git, or run the check without --since",
        ) from None
