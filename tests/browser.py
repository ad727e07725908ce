"""The Chromium that is installed, for the tests that open pages in it."""

import os
import shutil

import pytest

UNUSED = "WebUIOmniboxPopup,WebUIOmniboxAimPopup,MediaRouter,OptimizationHints,PaintHolding,HttpsUpgrades"
"""Features of a browser that nobody sees here: its address bar alone is a second page for each window."""
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--disable-features={UNUSED}",
)  # fmt: skip  # a list of words
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium() -> str:
    """Its path; without it the test is skipped, or fails where a browser is asked for."""
    installed = next((path for name in NAMES if (path := shutil.which(name))), None)
    if installed is None:
        message = f"no Chromium is installed: none of {', '.join(NAMES)} is on the path"
        if os.environ.get("IPT_TRAIN_NEEDS_BROWSER") == "1":
            pytest.fail(f"{message}, and IPT_TRAIN_NEEDS_BROWSER asks for one")
        pytest.skip(message)
    return installed
