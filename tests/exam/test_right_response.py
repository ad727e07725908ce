"""The wholly right answer to a question of each type, in the labels of its paper."""

from pathlib import Path

from ipt_train.course.exchange.papers import papers_of
from ipt_train.exam.core.answer import fault_of
from ipt_train.exam.core.marking import mark
from ipt_train.exam.core.right_response import right_response
from ipt_train.vocabulary import ItemType
from tests.course.handouts import bank_of_all_types
from tests.course.world import World, shelf_for, trainees


def test_what_is_said_to_be_right_is_right(tmp_path: Path) -> None:
    world = World(root=tmp_path, shelf=shelf_for(tmp_path))
    world.begin(trainees(1))
    world.write_bank(bank_of_all_types())
    types = set()
    for key in world.build():
        paper = papers_of(world.folder)[key.paper]
        for asked, entry in zip(paper.questions, key.entries, strict=True):
            right = right_response(entry, entry.item)
            assert fault_of(asked, right) == ""
            assert mark(entry, right).correct
            types.add(entry.item.type)
    assert types == set(ItemType) - {ItemType.SHORT_ANSWER, ItemType.CLOZE, ItemType.VIGNETTE}
