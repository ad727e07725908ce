"""Settings and preferences: their values, where these come from, what they mean."""

from collections.abc import Mapping

from ipt_train.log.core.settings import SETTINGS
from ipt_train.shell.preferences import PREFERENCES
from ipt_train.shell.screen import Screen


def show_settings(screen: Screen, values: Mapping[str, tuple[str, str]]) -> None:
    """Show every setting.

    Args:
        screen: Where to.
        values: For each name its value and where that comes from.
    """
    for name, (value, source) in values.items():
        meaning = SETTINGS[name].help if name in SETTINGS else PREFERENCES[name].help
        screen.row(f"{name} = {value}", f"({source})", style="bold", text_style="dim")
        screen.line(meaning, "dim", indent=3)
