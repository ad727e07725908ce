"""Where the system keeps things, as plain names. A shell prompt waits for this: it imports nothing."""

import os
from collections.abc import Mapping

PROJECT_FILE = "ipt-train.toml"


def folders(environ: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Return the folders of data, cache, state and preferences; asking for them makes none.

    They are below IPT_TRAIN_HOME if that is set, else where the system has them.
    """
    if home := environ.get("IPT_TRAIN_HOME"):
        join = os.path.join
        return join(home, "data"), join(home, "cache"), join(home, "state"), home
    from platformdirs import PlatformDirs

    places = PlatformDirs("ipt-train", appauthor=False)
    return (
        places.user_data_dir,
        places.user_cache_dir,
        places.user_state_dir,
        places.user_config_dir,
    )


def shipped_folder() -> str:
    """Return the folder of ``question_banks`` and ``schemas``: in the wheel or the checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "_data")
    return inside if os.path.isdir(inside) else os.path.dirname(package)


def project_file(folder: str) -> str | None:
    """Return the nearest ``ipt-train.toml`` in a folder or above it."""
    while True:
        file = os.path.join(folder, PROJECT_FILE)
        if os.path.isfile(file):
            return file
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def is_profile(name: str) -> bool:
    """Whether a name can be that of a profile, and so of a file."""
    letters = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
    return 0 < len(name) <= 32 and set(name) <= letters and name[0] not in "-_"
