"""The shipped banks, read once for all tests of studying."""

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.bank.source.shelf import Shelf, check
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Library:
    cache = tmp_path_factory.mktemp("cache")
    shelf = Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=cache)
    return check(shelf, []).library()
