"""Banks are checked once for all processes of these tests, as they are on a learner's machine."""

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.program import run


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which the shipped banks are checked already."""
    home = tmp_path_factory.mktemp("warm")
    run("due", env=dict(os.environ) | {"IPT_TRAIN_HOME": str(home)})
    return home / "cache" / "banks"


@pytest.fixture
def warm(environment: dict[str, str], warm_cache: Path) -> dict[str, str]:
    """An environment whose cache of banks is warm."""
    shutil.copytree(warm_cache, Path(environment["IPT_TRAIN_HOME"]) / "cache" / "banks")
    return environment
