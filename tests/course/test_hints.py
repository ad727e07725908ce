"""Every hint of the course commands is followed: the situation, what the hint says, where it leads."""

import re
import shlex
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.keys import read_keys
from tests.course.small import small_class
from tests.course.world import World, shelf_for
from tests.program import run

Done = CompletedProcess[str]
TYPED = re.compile(r"`ipt-train ([^`]+)`")
SECOND = "  - {id: second, title: Second, length: 5}\nthresholds:"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Something that goes wrong, and how its hint is followed.

    Attributes:
        words: The command that goes wrong, in the course's folder.
        says: A part of its hint.
        prepare: What happened to the course before.
        edit: The edit that the hint asks for, if it asks for one.
        add: What the hint says to add to the same command.
        type_it: The hint holds a command in backquotes, which is typed as it stands.
        then: The status of the same command once the hint was followed; None where it is not
            run again, since what was typed was all.
        built: Whether the exam was built and sat before.
    """

    words: Sequence[str]
    says: str
    prepare: Callable[[Path], object] = bool
    edit: Callable[[Path], object] | None = None
    add: Sequence[str] = ()
    type_it: bool = False
    then: int | None = 0
    built: bool = True


def replaced(name: str, old: str, new: str) -> Callable[[Path], object]:
    """An edit of a file of the course: one text in place of another, which must be there."""

    def edit(folder: Path) -> None:
        file = folder / name
        text = file.read_bytes().decode()
        assert old in text
        file.write_bytes(text.replace(old, new, 1).encode())

    return edit


def another_key(folder: Path) -> None:
    """A person whose laptop was lost hands in a second attempt from a new one."""
    world = World(root=folder.parent, shelf=shelf_for(folder.parent), forms=2)
    person = next(iter(world.open().people))
    key = read_keys(Folder(root=folder), "final")[0]
    shutil.rmtree(world.root / "homes", ignore_errors=True)
    shutil.rmtree(world.inbox)
    world.hand_in(world.submission(person, key, attempt=2))


def export(folder: Path) -> None:
    """What another system exports, to be filled."""
    (folder / "export.csv").write_text("ID number,Final exam\n1001,\n1002,\n")


def entered(folder: Path, person: str) -> None:
    """A table with blank answers of one person to form A."""
    header = ",".join(f"Q{number}" for number in range(1, 41))
    (folder / "paper.csv").write_text(f"person,{header}\n{person}{',-' * 40}\n")


FOUND = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"
SITUATIONS = {
    "two exams to build": Situation(
        words=("exam", "build"), says="`ipt-train course exam build second`", type_it=True, then=None,
        prepare=replaced("course.yaml", "thresholds:", SECOND),
    ),
    "two exams to hand out": Situation(
        words=("hand-out",), says="type `ipt-train course hand-out final` or", type_it=True, then=None,
        prepare=replaced("course.yaml", "thresholds:", SECOND),
    ),
    "two exams to release": Situation(
        words=("release",), says="type `ipt-train course release final` or", type_it=True, then=None,
        prepare=replaced("course.yaml", "thresholds:", SECOND),
    ),
    "two exams to show the key of": Situation(
        words=("key",), says="type `ipt-train course key final` or", type_it=True, then=None,
        prepare=replaced("course.yaml", "thresholds:", SECOND),
    ),
    "two exams to make an attempt void of": Situation(
        words=("void", "1001"), says="choose one with --exam", add=("--exam", "final"),
        prepare=replaced("course.yaml", "thresholds:", SECOND),
    ),
    "two exams to enter answers to": Situation(
        words=("enter", "paper.csv", "--form", "A", "--at", "2026-11-09T10:00", "--by", "A"),
        says="choose one with --exam", add=("--exam", "final"),
        prepare=lambda folder: (
            entered(folder, "1008"), replaced("course.yaml", "thresholds:", SECOND)(folder)
        ),
    ),
    "no attempt to make void": Situation(
        words=("void", "1008"), says="`ipt-train course person p-", type_it=True, then=None,
    ),
    "an attempt void without a reason": Situation(
        words=("void", "1001", "--do"), says="add --by WHO and --reason WHY",
        add=("--by", "A. Tutor", "--reason", "wrong file"),
    ),
    "a grant without a reason": Situation(
        words=("attempt", "1001"), says="add --by WHO and --reason WHY",
        add=("--by", "A. Tutor", "--reason", "power cut"),
    ),
    "no grant to take back": Situation(
        words=("attempt", "1001", "--undo", "--by", "A", "--reason", "b"), says="shows what was decided",
        type_it=True, then=None,
    ),
    "a third attempt that nobody has": Situation(
        words=("hand-out", "final", "--only", "1001", "--attempt", "3"), says="grants one more",
        edit=lambda folder: followed(folder, "attempt", "1001", "--exam", "final", "--by", "A", "--reason", "b"),
    ),
    "forgetting without saying so twice": Situation(
        words=("forget", "1001"), says="add --confirm 1001", add=("--confirm", "1001"),
    ),
    "a regrade of what is decided": Situation(
        words=("regrade", "--full-marks", "item-48"), says="take that back first", type_it=True, then=None,
        prepare=lambda folder: followed(
            folder, "regrade", "--leave-out", "item-48", "--do", "--by", "A", "--reason", "b"
        ),
    ),
    "nothing to take back": Situation(
        words=("regrade", "--undo", "item-48"), says="lists what is in force", type_it=True, then=None,
    ),
    "answers that nobody answers for": Situation(
        words=("enter", "paper.csv", "--exam", "final", "--form", "A", "--at", "2026-11-09T10:00"),
        says="add --by", add=("--by", "A. Tutor"),
        prepare=lambda folder: entered(folder, "1008"),
    ),
    "answers of somebody who handed in": Situation(
        words=("enter", "paper.csv", "--exam", "final", "--form", "A", "--at", "2026-11-09T10:00", "--by", "A"),
        says="add --instead", add=("--instead",), prepare=lambda folder: entered(folder, "1001"),
    ),
    "a release while people may hand in": Situation(
        words=("release", "final", "--do"), says="add --anyway --by WHO", add=("--anyway", "--by", "A. Tutor"),
        prepare=replaced("course.yaml", "due: 2026-11-09T17:00", "due: 2126-11-09T17:00"),
    ),
    "a release that nobody answers for": Situation(
        words=("release", "final", "--do", "--anyway"), says="add --by WHO", add=("--by", "A. Tutor"),
    ),
    "two exams to regrade": Situation(
        words=("regrade",), says="choose one with --exam: final, second", add=("--exam", "final"),
        prepare=replaced("course.yaml", "thresholds:", SECOND),
    ),
    "an exam that was not built": Situation(
        words=("gradebook", "--to", "moodle", "--exam", "second"), type_it=True,
        says="`ipt-train course exam build second` builds it",
        prepare=replaced("course.yaml", "thresholds:", SECOND),
    ),
    "collecting before building": Situation(
        words=("collect", "../inbox"), says="exam build final", type_it=True, built=False,
    ),
    "grading before building": Situation(
        words=("grade",), says="exam build final", type_it=True, built=False
    ),
    "items before building": Situation(
        words=("items",), says="exam build final", type_it=True, built=False
    ),
    "built before": Situation(
        words=("exam", "build", "--seed", "8"), says="--replace builds it again", add=("--replace",), built=False,
        prepare=lambda folder: followed(folder, "exam", "build"),
    ),
    "built before, and answered": Situation(
        words=("exam", "build", "--seed", "8"), says="with --replace --anyway you get different ones",
        add=("--replace", "--anyway"),
    ),
    "built before, and answered, with the first seed": Situation(
        words=("exam", "build", "--seed", "8"), says="with the original seed", add=("--seed", "7"),
    ),
    "somebody who is not on the roster": Situation(
        words=("person", "zzz"), says="`ipt-train course people` lists everybody", type_it=True, then=None,
    ),
    "a slip of the pen": Situation(
        words=("person", "Mei Chem"), says="did you mean `1003`?", then=None,
        edit=lambda folder: followed(folder, "person", "1003"),
    ),
    "two of one name": Situation(
        words=("person", "anna schmidt"), says="give the id: 1001", then=None,
        edit=lambda folder: followed(folder, "person", "1004"),
    ),
    "another key was told": Situation(
        words=("enrol", "1001", FOUND), says="add --replace", add=("--replace",)
    ),
    "a laptop was lost": Situation(
        words=("collect", "../inbox"), says="--replace`", prepare=another_key, type_it=True
    ),
    "a date in braces without quotes": Situation(
        words=("check",), says='due: "2026-11-28T20:00"',
        prepare=replaced("course.yaml", 'due: "2026-11-09T17:30"', "due: 2026-11-09T17:30"),
        edit=replaced("course.yaml", "due: 2026-11-09T17:30", 'due: "2026-11-09T17:30"'),
    ),
    "two of one name on the roster": Situation(
        words=("check",), says="write yes in a column `namesake` of both",
        prepare=replaced("roster.csv", "namesake", "remark"),
        edit=replaced("roster.csv", "remark", "namesake"),
    ),
    "a corrected id": Situation(
        words=("grade",), says="put the id back",
        prepare=replaced("roster.csv", "1001,", "S1001,"),
        edit=replaced("roster.csv", "S1001,", "1001,"),
    ),
    "a regrade that nobody answers for": Situation(
        words=("regrade", "--leave-out", "item-48", "--do"), says="add --by WHO and --reason WHY",
        add=("--by", "A. Tutor", "--reason", "two keys"),
    ),
    "no column to fill": Situation(
        words=("gradebook", "--fill", "export.csv", "--points", "40"), says='--column "Its header"', prepare=export,
        add=("--column", "Final exam"),
    ),
    "no receipt": Situation(
        words=("verify", "course.yaml"), says="`ipt-train course receipts DIR` writes them", type_it=True,
        then=None,
    ),
    "a course is there": Situation(
        words=("new", "."), says="choose another folder", then=None,
        edit=lambda folder: followed(folder, "new", "../another"),
    ),
    "no file of arrivals": Situation(
        words=("collect", "../inbox", "--arrivals", "uploads.csv"), says="give the table of arrivals", then=1,
        edit=lambda folder: (folder / "uploads.csv").write_text(
            "person,arrived\n1001,2026-11-09T16:55\n"
        ),
    ),
    "no inbox": Situation(
        words=("collect", "inbox"), says="give the folder of submissions",
        edit=lambda folder: (folder / "inbox").mkdir(),
    ),
    "no column of Blackboard": Situation(
        words=("gradebook", "--to", "blackboard"), says="give the number after | with --column",
        add=("--column", "4711"),
    ),
    "a column that does not say what it is worth": Situation(
        words=("gradebook", "--fill", "export.csv", "--column", "Final exam"), prepare=export,
        says="give it with --points, such as --points 40", add=("--points", "40"),
    ),
    "a bank that is not there": Situation(
        words=("check",), says="bank/nope.yaml",
        prepare=replaced("course.yaml", "bank/own.yaml", "bank/nope.yaml"),
        edit=replaced("course.yaml", "bank/nope.yaml", "bank/own.yaml"),
    ),
    "a folder whose name is not an id": Situation(
        words=("new", "../Herbst (1)"), says="give it with --id", add=("--id", "autumn-2"),
    ),
}  # fmt: skip  # a table

_environment: dict[str, str] = {}


def followed(folder: Path, *words: str) -> None:
    """Type a command that a hint describes; it works."""
    done = run("course", *words, env=_environment, cwd=folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def sat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_class(tmp_path_factory.mktemp("sat")).root


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("fresh")
    World(root=root, shelf=shelf_for(root)).begin([("ann", "Ann Lee", "ann@example.org")])
    return root


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_hint_leads_on(
    name: str, sat: Path, fresh: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    situation = SITUATIONS[name]
    root = tmp_path / "copy"
    shutil.copytree(sat if situation.built else fresh, root)
    folder = root / "course"
    situation.prepare(folder)
    _environment.clear()
    _environment.update(environment)
    wrong = run("course", *situation.words, env=environment, cwd=folder)
    said = " ".join((wrong.stderr + wrong.stdout).split())
    assert wrong.returncode in (1, 2), said
    assert situation.says in said
    if situation.edit is not None:
        situation.edit(folder)
    if situation.type_it:
        typed, *_ = TYPED.findall(said)
        words = shlex.split(typed.replace("DIR", str(tmp_path / "receipts")))
        assert run(*words, env=environment, cwd=folder).returncode == 0, typed
    if situation.then is not None:
        again = run("course", *situation.words, *situation.add, env=environment, cwd=folder)
        assert again.returncode == situation.then, again.stderr + again.stdout


@pytest.mark.parametrize("code", ["Y001", "R008", "K013"])
def test_a_code_that_a_check_names_is_explained(code: str, environment: dict[str, str]) -> None:
    done = run("explain", code, env=environment)
    assert done.returncode == 0
    assert done.stdout.startswith(code)
    assert "Fix: Nothing" not in done.stdout
