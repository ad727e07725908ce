"""Whether a submission is one that instructors made void before."""

import json
from collections.abc import Sequence

from ipt_train.course.operation.examine_submissions import ExaminedSubmission
from ipt_train.course.store.row import VoidRow


def made_void(void: Sequence[VoidRow], one: ExaminedSubmission) -> str:
    """Return that an attempt was made void before, by whom and why, or an empty text.

    Args:
        void: What was made void.
        one: A submission that can be read.
    """
    assert one.manifest is not None
    manifest = one.manifest
    place = (manifest["person"], manifest["exam"], manifest["attempt"])
    for row in void:
        work = row.work
        same = work.sha256 == one.sha256 or json.loads(work.manifest)["head"] == manifest["head"]
        if same and work[:3] == place:
            return (
                f"attempt {work.attempt} of {work.person} was made void by {row.who}: {row.reason}"
            )
    return ""
