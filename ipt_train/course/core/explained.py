"""What the figures of an exam mean, what is a bad value, and where that comes from. Pure.

No limit here was validated for this program. The program flags an item only where the whole
interval of a figure lies beyond the limit, so a figure may look bad and not be flagged.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Explained(NamedTuple):
    """One figure explained.

    Attributes:
        figure: Its name, as it is shown.
        meaning: What it is.
        bad: Which value deserves a second look.
        source: Who says so.
    """

    figure: str
    meaning: str
    bad: str
    source: str

    @property
    def words(self) -> str:
        """The explanation in one line."""
        return f"{self.meaning} {self.bad} ({self.source})"


EXPLAINED = (
    Explained("Right", "How many answers earned full marks; forms are taken together.", "Few right where you taught it: check the key, then the wording.", "a count; it needs no minimum"),
    Explained("Mean, median", "The middle of the totals, in marks.", "Far from each other: a few totals lie apart from the rest.", "a description"),
    Explained("Standard deviation", "How far totals lie from their mean, in marks.", "Near 0: the exam does not tell people apart.", "a description"),
    Explained("Skewness, kurtosis", "The shape of the totals: 0 is that of a normal curve.", "Beyond 1 either way: look at the chart of the report; most people may have got nearly everything right.", "a rule of thumb"),
    Explained("Alpha, KR-20", "How well the items of a paper go together, 1 at most.", "Below 0.7: too low to decide about one person by this exam alone.", "Cronbach 1951; Kuder and Richardson 1937; 0.7 from Nunnally 1978"),
    Explained("SEM", "How far one person's total would move on an equal paper, in marks.", "Many totals within one SEM of the pass mark: their pass or fail is in doubt.", "classical test theory"),
    Explained("Error ratio", "The standard error of measurement (SEM) divided by the standard deviation.", "Above 0.5: more of the difference between people is noise than is real.", "Moodle's quiz statistics"),
    Explained("Facility", "The mean share of the marks, 0 to 1; high means easy.", "Below 0.3 or above 0.95: the item tells you little; below blind guessing: check the key.", "conventions"),
    Explained("Item-rest", "The correlation of an item with the rest of its paper, -1 to 1.", "Below 0.2: it hardly tells high totals from low; below 0: check the key first.", "Ebel and Frisbie 1991"),
    Explained("D", "The share right in the upper 27% of totals less that in the lower 27%.", "Below 0.2, as for item-rest, which alone is flagged, since D uses only half of the people.", "Kelley 1939; Ebel and Frisbie 1991"),
    Explained("Efficiency", "The covariance with the rest, as a share of the greatest that these marks allow.", "Lower than other items: it tells people apart less than it could.", "Moodle's quiz statistics"),
    Explained("Weight", "The share of an item in the spread of totals; in --csv and --json.", "Far from its share of the marks: it counts for more or less than you meant.", "Moodle's quiz statistics"),
    Explained("Alpha if deleted", "The alpha of the paper without the item; in --csv and --json.", "Above the alpha of the paper: the item does not go with the others.", "classical test theory"),
    Explained("Location", "How hard an item is under a Rasch model, in logits that add up to 0.", "All far above or below 0: the paper is not pitched at these people.", "Rasch 1960"),
    Explained("Infit", "How erratic answers are against the Rasch model; 1 is expected.", "Above 1.3: people with high totals miss it, or those with low ones get it.", "Wright and Linacre 1994"),
    Explained("Andersen's test", "Whether locations are the same for low and for high totals.", "p below 0.05: the model does not hold, so ignore its figures.", "Andersen 1973"),
    Explained("Distractor", "A wrong option; it functions if 5% of answers choose it.", "It does not function: write a better one or do without it.", "Haladyna and Downing 1993"),
    Explained("Delta, class", "How much harder an item is for one group at equal totals; A negligible, B moderate, C large.", "B or C: read the item for what only one group can know.", "Zwick 2012"),
)  # fmt: skip  # a table
"""Every figure of ``course items``, in the order in which they are shown."""


def explanations(figures: Iterable[Explained] = EXPLAINED) -> list[dict[str, str]]:
    """Return explanations as plain data."""
    return [figure._asdict() for figure in figures]
