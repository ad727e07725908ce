"""The folders and files of the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ipt_train.shell.paths import folders


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
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
        return self.cache / "due" / profile

    def folds(self, profile: str) -> Path:
        """Folder of what one learner's log came to, kept so that opening reads its end only."""
        return self.cache / "folds" / profile


def real_paths(environ: Mapping[str, str]) -> Paths:
    """Return the folders: below IPT_TRAIN_HOME if that is set, else where the system has them."""
    data, cache, state, config = map(Path, folders(environ))
    return Paths(data=data, cache=cache, state=state, config=config)
