"""How sure learners say that they are, before they answer."""

from dataclasses import dataclass

from ipt_train.vocabulary import Confidence


@dataclass(slots=True)
class Mood:
    """What the learner said before answering."""

    confidence: Confidence | None = None

    def toggle(self, said: Confidence) -> str:
        """Change it and return it in words."""
        self.confidence = None if self.confidence is said else said
        if self.confidence is None:
            return "No confidence given."
        return "Marked: I guess." if said is Confidence.GUESSED else "Marked: certain."
