"""Format banks in place, or say which are not formatted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ipt_train.advance import Advance, unwatched, watched
from ipt_train.bank.source.layout import formatted
from ipt_train.bank.source.settings_file import settings_for
from ipt_train.bank.source.shelf import shown
from ipt_train.bank.source.walk import walked
from ipt_train.files import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """What formatting did, or would do.

    Attributes:
        changed: Files whose text changes.
        files: How many files were looked at.
        left: What stays as it stands, and why, each with its place.
    """

    changed: tuple[str, ...]
    files: int
    left: tuple[str, ...] = ()


def format_banks(paths: Sequence[Path], *, write: bool, advance: Advance = unwatched) -> Formatted:
    """Format every YAML file that paths name, telling how many are done.

    Raises:
        BankNotFoundError: A path does not exist.
        SettingError: The settings of the project are wrong.
        BankUnusableError: A file cannot be parsed; files before it are done, it is not touched.
        OutputError: A file cannot be written.
    """
    settings = settings_for(paths)
    files = walked(paths, settings.exclude, settings.home, settings.excluded_by).files
    changed: list[str] = []
    left: list[str] = []
    for file in watched(files, advance):
        data = file.read_bytes()
        layout = formatted(data, shown(file))
        left += layout.left
        if layout.text.encode() == data:
            continue
        changed.append(shown(file))
        if write:
            write_whole(file, layout.text, hint="nothing was changed in it")
    return Formatted(changed=tuple(changed), files=len(files), left=tuple(left))
