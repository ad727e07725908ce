"""Folders and files of the program. Loaded before everything else, so it imports little."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Paths(NamedTuple):
    """Folders of the program. Asking for one does not make it."""

    data: Path
    cache: Path
    state: Path
    config: Path

    @property
    def profiles(self) -> Path:
        """Folder of the learners' logs."""
        return self.data / "profiles"

    @property
    def banks(self) -> Path:
        """Folder of the learner's own banks."""
        return self.data / "banks"

    @property
    def preferences(self) -> Path:
        """The user's own file of preferences."""
        return self.config / "config.toml"

    def log(self, profile: str) -> Path:
        """File of one learner's log."""
        return self.profiles / f"{profile}.db"

    def due(self, profile: str) -> Path:
        """File of the figure that ``due --brief`` keeps."""
        return self.cache / "due" / f"{profile}.json"


def real_paths(environ: Mapping[str, str]) -> Paths:
    """Return the folders: below IPT_TRAIN_HOME if that is set, else where the system has them."""
    if home := environ.get("IPT_TRAIN_HOME"):
        base = Path(home)
        return Paths(data=base / "data", cache=base / "cache", state=base / "state", config=base)
    from platformdirs import PlatformDirs

    places = PlatformDirs("ipt-train", appauthor=False)
    return Paths(
        data=places.user_data_path,
        cache=places.user_cache_path,
        state=places.user_state_path,
        config=places.user_config_path,
    )


def shipped_data() -> Path:
    """Return the folder of ``question_banks`` and ``schemas``: in the wheel or the checkout."""
    package = Path(os.path.abspath(__file__)).parent.parent  # noqa: PTH100 - resolve() walks the disk
    inside = package / "_data"
    return inside if inside.is_dir() else package.parent
