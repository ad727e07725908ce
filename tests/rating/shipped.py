"""The shipped banks and fidelity forms, checked once; the cache of the check does not stay."""

from pathlib import Path
from tempfile import TemporaryDirectory

from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.rating.core.form import forms_of
from tests.conftest import ROOT

with TemporaryDirectory() as cache:
    LIBRARY = check(
        Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=Path(cache)), []
    ).library()
FORMS = forms_of(LIBRARY)
