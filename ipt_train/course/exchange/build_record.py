"""How an exam was built, kept beside its key, so that the same papers can be built again."""

from dataclasses import dataclass

from ipt_train.course.exchange.file import read_json
from ipt_train.course.exchange.folder import Folder
from ipt_train.exam.core.canonical import canonical
from ipt_train.files import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRecord:
    """How an exam was built.

    Attributes:
        seed: The seed; None where an earlier version built it.
        forms: The number of forms that was asked for; None is the one in course.yaml.
        apart_from: Ids of the exams that it was kept apart from.
    """

    seed: int | None = None
    forms: int | None = None
    apart_from: tuple[str, ...] = ()


def write_build_record(folder: Folder, exam: str, record: BuildRecord) -> None:
    """Keep how an exam was built; of the exams that it was kept apart from, those that were built.

    Raises:
        OutputError: It cannot be written.
    """
    built = [one for one in record.apart_from if (folder.keys / f"{one}.key.age").exists()]
    data = {"apart_from": built, "seed": record.seed, "forms": record.forms}
    write_whole(folder.keys / f"{exam}.apart.json", canonical(data))


def read_build_record(folder: Folder, exam: str) -> BuildRecord:
    """Return how an exam was built; nothing is said of one that was not built, or by an early version.

    Raises:
        CourseError: The file cannot be read.
    """
    file = folder.keys / f"{exam}.apart.json"
    if not file.exists():
        return BuildRecord()
    data = read_json(file)
    return BuildRecord(
        seed=data.get("seed"), forms=data.get("forms"), apart_from=tuple(data["apart_from"])
    )
