"""Where the system keeps things, as plain names. A shell prompt waits for this: it imports nothing."""

import os
from collections.abc import Mapping

PROJECT_FILE = "ipt-train.toml"


def folders(environ: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Return the folders of data, cache, state and preferences; asking for them makes none.

    They are below IPT_TRAIN_HOME if that is set, else where the system has them.

    Raises:
        UsageError: IPT_TRAIN_HOME would name another folder in every folder.
    """
    if home := environ.get("IPT_TRAIN_HOME"):
        join, home = os.path.join, os.path.expanduser(home)
        if not os.path.isabs(home):
            from ipt_train.errors import UsageError

            raise UsageError(
                f"IPT_TRAIN_HOME is `{home}`, which is a different folder wherever you are",
                hint="set it to a full path that begins with / or ~/"
                if os.name == "posix"
                else r"set it to a full path, such as C:\Users\Ann\ipt-train",
            )
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


def present_folder() -> str:
    """Return the folder that the program was started in, or an empty text if it is gone."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def project_file(folder: str) -> str | None:
    """Return the nearest ``ipt-train.toml`` in a folder or above it; none where there is no folder."""
    while folder:
        file = os.path.join(folder, PROJECT_FILE)
        if os.path.isfile(file):
            return file
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return None


def is_profile(name: str) -> bool:
    """Whether a name can be that of a profile, and so of a file."""
    letters = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
    return 0 < len(name) <= 32 and set(name) <= letters and name[0] not in "-_"
