"""Raised and lowered signs, where Unicode has them."""

_RAISED = dict(
    zip(
        "0123456789+-−=()niabcdefghjklmoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
_LOWERED = dict(
    zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)


def raised(text: str) -> str | None:
    """Return a text in raised signs; None where one of its signs has no such form."""
    return _in(text, _RAISED)


def lowered(text: str) -> str | None:
    """Return a text in lowered signs; None where one of its signs has no such form."""
    return _in(text, _LOWERED)


def _in(text: str, signs: dict[str, str]) -> str | None:
    found = [signs.get(sign) for sign in text]
    return "".join(sign for sign in found if sign) if None not in found else None
