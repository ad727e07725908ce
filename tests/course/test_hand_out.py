"""Handing out an exam: who gets which form, what is written, and whose what comes back is."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.course.core.deal import dealt_forms
from ipt_train.course.exchange.handed_out import read_handed_out
from ipt_train.course.operation.collect import Collected, collect
from ipt_train.course.operation.handed_names import file_names
from ipt_train.course.operation.people import enrol
from ipt_train.errors import CourseError, IptTrainError, PaperError, UsageError
from ipt_train.exam.core.key import Key, KeyEntry
from ipt_train.exam.exchange.paper_file import read_paper_file
from tests.course.handouts import answers_for, data_of, hand_in_of, handed, key_for, people_of
from tests.course.world import NOW, World, shelf_for, trainees
from tests.program import run

NAMES = st.text("abcdef0123456789", min_size=1, max_size=6)


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(root=tmp_path, shelf=shelf_for(tmp_path), head="enrolment: handed-out\n")
    made.begin(trainees(6))
    return made


def collected(world: World) -> Collected:
    return collect(world.open(), world.inbox, now=NOW)


def refusals(world: World) -> list[str]:
    return [one.why for one in collected(world).refused]


def key_for_form(keys: Sequence[Key], form: str) -> tuple[KeyEntry, ...]:
    return next(key.entries for key in keys if key.form == form)


@given(st.sets(NAMES, max_size=30), st.sets(NAMES, max_size=30), st.integers(1, 5))
def test_forms_are_dealt_evenly_and_for_good(first: set[str], later: set[str], count: int) -> None:
    forms = "ABCDE"[:count]
    dealt = dealt_forms(first, forms, exam="final", held={}, had={})
    assert set(dealt) == first
    everybody = dealt_forms(first | later, forms, exam="final", held=dealt, had={})
    assert {person: everybody[person] for person in first} == dealt
    for deal in (dealt, everybody):
        holders = Counter(deal.values())
        assert max(holders[form] for form in forms) - min(holders[form] for form in forms) <= 1
    assert dealt == dealt_forms(sorted(first, reverse=True), forms, exam="final", held={}, had={})


@given(st.sets(NAMES, min_size=1, max_size=20), st.integers(2, 5))
def test_another_attempt_is_at_a_form_that_was_not_seen(people: set[str], count: int) -> None:
    forms = "ABCDE"[:count]
    had = dealt_forms(people, forms, exam="final", held={}, had={})
    again = dealt_forms(people, forms, exam="final", held={}, had={one: {form} for one, form in had.items()})  # fmt: skip
    assert all(again[person] != had[person] for person in people)


def test_who_was_handed_what_is_written_once(world: World) -> None:
    world.build()
    first, again = handed(world), handed(world)
    assert (first.dealt, again.dealt) == (6, 0)
    assert first.pages == again.pages
    assert Counter(one.form for one in first.pages) == {"A": 3, "B": 3}
    log = read_handed_out(world.folder)
    assert [(one.person, one.form) for one in log] == [(one.person, one.form) for one in first.pages]  # fmt: skip
    assert oct(Path(first.pages[0].page).stat().st_mode & 0o777) == "0o600"
    assert data_of(first.pages[0].page)["ticket"] != data_of(first.pages[1].page)["ticket"]


def test_no_key_is_in_a_page(world: World) -> None:
    keys = world.build()
    for one in handed(world).pages:
        text = Path(one.page).read_text()
        for entry in key_for(keys, one.page).entries:
            assert entry.item.explanation not in text
            assert "Because" not in text
        assert set(data_of(one.page)["paper"]["questions"][0]) == {
            "item", "revision", "type", "stem", "passage", "options", "prompts", "gaps",
        }  # fmt: skip  # a list of words


def test_no_key_is_in_a_printed_paper(world: World) -> None:
    """Nor anything that runs."""
    keys = world.build()
    for one in handed(world, printed=True).pages:
        text = Path(one.page).read_text()
        assert "Because" not in text
        assert not [
            entry for entry in key_for_form(keys, one.form) if entry.item.explanation in text
        ]
        assert "<script" not in text
        assert "default-src 'none'; style-src 'sha256-" in text


def test_only_the_instructor_may_read_what_is_handed_out(world: World) -> None:
    world.build()
    handed(world)
    handed(world, printed=True)
    modes = {file.stat().st_mode & 0o777 for file in (world.folder.root / "hand-out").rglob("*.*")}
    assert modes == {0o600}


def test_by_pseudonym_no_name_is_in_what_is_handed_out(world: World) -> None:
    world.build()
    files = [Path(one.page) for one in handed(world, nameless=True).pages]
    files += [Path(one.letter) for one in handed(world, nameless=True, printed=True).pages]
    assert len(files) == 12
    for file in files:
        assert not [name for _, name, _ in world.people if name in file.read_text()]
        assert "given" not in file.name


def test_what_is_handed_in_twice_counts_once(world: World) -> None:
    """The same file under another name is known; other answers to the same attempt are refused."""
    keys = world.build()
    page = handed(world).pages[0].page
    first = hand_in_of(page, answers_for(key_for(keys, page), "one"))
    other = hand_in_of(page, answers_for(key_for(keys, page), "two", ability=0.1))
    assert first != other
    (world.inbox / "one.json").write_bytes(first)
    (world.inbox / "one (1).json").write_bytes(first)
    assert len(collected(world).accepted) == 1
    (world.inbox / "two.json").write_bytes(other)
    result = collected(world)
    assert (len(result.accepted), result.known) == (0, 2)
    assert ["accepted before with other answers" in one.why for one in result.refused] == [True]


def test_what_a_page_hands_in_is_that_persons(world: World) -> None:
    keys = world.build()
    pages = handed(world).pages
    for one in pages:
        answers = answers_for(key_for(keys, one.page), one.person)
        (world.inbox / f"{one.id}.json").write_bytes(hand_in_of(one.page, answers))
    result = collected(world)
    assert {one["person"] for one in result.accepted} == {one.person for one in pages}
    assert (result.refused, result.unconfirmed) == ((), ())
    assert collected(world).known == len(pages)


REFUSED = {
    "another attempt": ({"attempt": 2}, "its seal does not match"),
    "another course": ({"course": "spring"}, "it is for the course spring"),
    "another exam": ({"exam": "midterm"}, "its paper belongs to another exam"),
    "nobody": ({"person": "p-0000000000000000"}, "nobody on the roster has the pseudonym"),
    "ended before it began": ({"ended_at": "2026-11-09T08:00:00Z"}, "it was ended before it was begun"),
    "ended tomorrow": ({"ended_at": "2026-11-10T12:00:00Z"}, "which is in the future"),
    "answers to nothing": ({"answers": [{"item": "x", "revision": 1, "response": ["1"], "at": 1, "ms": 1}]}, "the paper has no item x"),
}  # fmt: skip  # a table


@pytest.mark.parametrize(("changes", "why"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused(world: World, changes: dict[str, str], why: str) -> None:
    keys = world.build()
    page = handed(world).pages[0].page
    answers = answers_for(key_for(keys, page))
    (world.inbox / "one.json").write_bytes(hand_in_of(page, answers, changes=changes))
    (told,) = refusals(world)
    assert why in told


def test_the_seal_of_another_page_does_not_fit(world: World) -> None:
    keys = world.build()
    pages = handed(world).pages
    secret = data_of(pages[1].page)["ticket"]
    answers = answers_for(key_for(keys, pages[0].page))
    (world.inbox / "one.json").write_bytes(hand_in_of(pages[0].page, answers, ticket=secret))
    assert "its seal does not match" in refusals(world)[0]


def test_the_page_itself_is_no_hand_in(world: World) -> None:
    world.build()
    page = Path(handed(world).pages[0].page)
    (world.inbox / page.name).write_bytes(page.read_bytes())
    assert "it is the page of an exam" in refusals(world)[0]


def test_the_command_line_says_what_a_page_is_for(world: World) -> None:
    world.build()
    with pytest.raises(PaperError) as refused:
        read_paper_file(Path(handed(world).pages[0].page))
    assert "which a browser opens" in refused.value.message
    assert "open it in a browser" in refused.value.hint


def test_a_form_that_was_not_handed_to_the_person_is_refused(world: World) -> None:
    """From the command line too, whoever signed it."""
    keys = world.build()
    one = handed(world).pages[0]
    other = next(key for key in keys if key.form != one.form)
    packed = world.submission(one.person, other)
    enrol(world.open(), one.person, packed.fingerprint)
    world.hand_in(packed)
    assert refusals(world) == [
        f"it answers a different form from the one handed to {one.person}, which is {one.form}"
    ]


def test_nobody_hands_in_as_somebody_who_was_handed_a_page(world: World) -> None:
    """t8 types t7's pseudonym at the command line: it used to lock both out."""
    keys = world.build()
    one = handed(world, only=["s0000"]).pages[0]
    key = key_for(keys, one.page)
    world.hand_in(world.submission(one.person, key, key=world.key_of("somebody-else")))
    assert "has not told you the key" in refusals(world)[0]
    (world.inbox / "right.json").write_bytes(hand_in_of(one.page, answers_for(key)))
    assert [one["file"] for one in collected(world).accepted] == ["right.json"]


def test_a_key_that_was_believed_before_does_not_replace_a_page(world: World) -> None:
    """Somebody's key was seen first under another's pseudonym, before there were pages."""
    keys = world.build()
    person = people_of(world.open())["s0000"]
    other = world.key_of("somebody-else")
    world.hand_in(world.submission(person, keys[0], key=other))
    assert len(collected(world).accepted) == 1
    page = handed(world, only=["s0000"], attempt=2).pages[0].page
    world.hand_in(world.submission(person, key_for(keys, page), key=other, attempt=2))
    assert "has not told you the key" in refusals(world)[0]
    right = hand_in_of(page, answers_for(key_for(keys, page)))
    (world.inbox / "right.json").write_bytes(right)
    assert [one["file"] for one in collected(world).accepted] == ["right.json"]


def test_who_was_handed_no_page_hands_in_by_first_use(world: World) -> None:
    keys = world.build()
    handed(world, only=["s0000"])
    person = people_of(world.open())["s0001"]
    world.hand_in(world.submission(person, keys[0]))
    result = collected(world)
    assert [one["person"] for one in result.accepted] == [person]
    assert result.unconfirmed == (person,)


@pytest.mark.parametrize("rule", ["told", "first-use"])
def test_a_page_is_believed_whatever_the_rule_is(world: World, rule: str) -> None:
    world.head = f"enrolment: {rule}\n"
    world.write_course()
    keys = world.build()
    page = handed(world).pages[0].page
    (world.inbox / "one.json").write_bytes(hand_in_of(page, answers_for(key_for(keys, page))))
    assert len(collected(world).accepted) == 1


def test_another_attempt_has_a_page_of_its_own(world: World) -> None:
    keys = world.build()
    first = handed(world, only=["s0000"]).pages[0]
    second = handed(world, only=["s0000"], attempt=2).pages[0]
    assert first.form != second.form
    assert Path(second.page).name == "paper-given0-family0-attempt-2.html"
    for number, one in enumerate((first, second)):
        answers = answers_for(key_for(keys, one.page), str(number))
        (world.inbox / f"{number}.json").write_bytes(hand_in_of(one.page, answers))
    assert [one["attempt"] for one in collected(world).accepted] == [1, 2]
    with pytest.raises(UsageError, match="allows 2 but this would be attempt 3"):
        handed(world, attempt=3)


def test_an_exam_that_was_built_anew_is_handed_out_anew(world: World) -> None:
    world.build()
    old = handed(world)
    text = world.folder.course.read_text()
    world.folder.course.write_text(text.replace("length: 20", "length: 16"))
    with pytest.raises(IptTrainError, match="handed to 6 people"):
        world.build()
    from ipt_train.course.operation.build_exam import build_exam

    opened = world.open()
    build_exam(opened, opened.course.exam(), world.shelf, seed=7, replace=True, anyway=True)
    new = handed(world)
    assert new.dealt == 6
    assert [one.form for one in new.pages] == [one.form for one in old.pages]


def test_late_work_is_noted_as_any_other(world: World) -> None:
    from ipt_train.course.operation.grade import grade_all

    keys = world.build()
    page = handed(world).pages[0]
    late = hand_in_of(page.page, answers_for(key_for(keys, page.page)), minutes=10 * 60)
    (world.inbox / "late.json").write_bytes(late)
    later = NOW + timedelta(days=1)
    assert len(collect(world.open(), world.inbox, now=later).accepted) == 1
    (grade,) = [
        one for one in grade_all(world.open(), now=later).grades if one.person == page.person
    ]
    assert "late" in str(grade.exams[0].attempts[0])


def test_files_bear_names_that_are_told_apart(tmp_path: Path) -> None:
    from ipt_train.course.core.roster import Person

    names = ["Anna Schmidt", "anna  SCHMIDT", "García, José", "李雷", "../../etc/passwd", "<b>Bo</b>", "Anna Schmidt 1"]  # fmt: skip
    people = {f"p-{n}": Person(id=str(n), name=name, email="", line=n) for n, name in enumerate(names)}  # fmt: skip
    assert file_names(people) == {
        "p-0": "anna-schmidt-0", "p-1": "p-1", "p-2": "jose-garcia", "p-3": "p-3", "p-4": "etc-passwd",
        "p-5": "b-bo-b", "p-6": "p-6",
    }  # fmt: skip  # a table
    names = [
        "Jürgen Müller",
        "Mu\u0308ller, Ju\u0308rgen",
        "Łukasz Żółć",
        "Straße, Øyvind",
        "CON",
        "O'Brien, Siobhán",
    ]
    people = {f"p-{n}": Person(id=f"{n}/A", name=name, email="", line=n) for n, name in enumerate(names)}  # fmt: skip
    assert list(file_names(people).values()) == [
        "jurgen-muller-0-a", "jurgen-muller-1-a", "lukasz-zolc", "oyvind-strasse", "con", "siobhan-o-brien",
    ]  # fmt: skip  # a table
    assert set(file_names(people, nameless=True)) == set(file_names(people, nameless=True).values())


def test_a_letter_says_what_to_do_and_nothing_that_acts(world: World) -> None:
    text = world.folder.course.read_text()
    world.folder.course.write_text(text.replace("title: Final exam", r'title: "Final\n\nBcc: x"'))
    world.build()
    one = handed(world).pages[0]
    letter = Path(one.letter).read_text()
    assert Path(one.page).name in letter
    assert "preview" in letter
    assert "due on Monday 9 November 2026, 17:00 (Europe/London)" in letter
    assert "60 minutes" in letter
    assert data_of(one.page)["file"] in letter
    assert "Final Bcc: x" in letter
    nameless = handed(world, nameless=True).pages[0]
    assert "Given0" not in Path(nameless.page).read_text() + Path(nameless.letter).read_text()
    assert one.person in Path(nameless.page).name


def test_a_damaged_log_of_handouts_stops(world: World) -> None:
    keys = world.build()
    page = handed(world).pages[0].page
    data = bytearray(world.folder.handed_out.read_bytes())
    data[data.index(b'"form":"') + 8] ^= 3
    world.folder.handed_out.write_bytes(data)
    for act in (lambda: handed(world), lambda: collected(world)):
        with pytest.raises(CourseError, match="not as the program wrote it"):
            act()
    lines = world.folder.handed_out.read_bytes().split(b"\n")  # what the hint says
    world.folder.handed_out.write_bytes(b"\n".join(lines[1:]))
    handed(world)
    (world.inbox / "one.json").write_bytes(hand_in_of(page, answers_for(key_for(keys, page))))
    assert len(collected(world).accepted) == 1


def test_by_command(world: World, environment: dict[str, str]) -> None:
    course = ("--course", str(world.folder.root))
    told = run("course", "hand-out", "--only", "s9", *course, env=environment)
    assert (told.returncode, list(world.folder.papers.glob("*"))) == (2, [])
    told = run("course", "hand-out", "final", "--only", "s0000", *course, env=environment)
    assert told.returncode == 0, told.stderr
    assert "note: built `final` first: 2 forms of 40 items altogether, seed 7" in told.stderr
    for page in world.folder.hand_out.glob("*/*"):
        page.unlink()
    world.folder.handed_out.unlink()
    told = run("course", "hand-out", "final", "--json", *course, env=environment)
    assert told.returncode == 0, told.stderr
    data = json.loads(told.stdout)["data"]
    assert data["dealt"] == 6
    assert all(Path(one["page"]).exists() and Path(one["letter"]).exists() for one in data["pages"])
    assert "only to the person it is for" in told.stderr
    told = run(
        "course", "hand-out", "--only", "s0003", "--print", "--csv", *course, env=environment
    )
    assert [line.split(",")[0] for line in told.stdout.splitlines()] == ["id", "s0003"]
    told = run("course", "hand-out", "--only", "s9", *course, env=environment)
    assert told.returncode == 2
    assert "nobody on the roster has the id or pseudonym `s9`" in told.stderr
    told = run("course", "hand-out", *course, env=environment)
    assert "6 pages in" in told.stdout
    assert "Newly dealt" not in told.stdout


def test_a_new_course_believes_its_pages(tmp_path: Path, environment: dict[str, str]) -> None:
    assert run("course", "new", str(tmp_path / "new"), env=environment).returncode == 0
    assert "enrolment: handed-out" in (tmp_path / "new" / "course.yaml").read_text()
