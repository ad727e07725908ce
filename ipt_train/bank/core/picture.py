"""What a file must be to be a picture of a bank."""

LARGEST = 1_000_000
"""Most bytes of a picture."""

_PNG, _JPEG, _WEBP = "image/png", "image/jpeg", "image/webp"
_ENDINGS = {"png": _PNG, "jpg": _JPEG, "jpeg": _JPEG, "webp": _WEBP}


def kind_of(data: bytes) -> str:
    """Return the media type of a picture by its first bytes, or an empty text for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _PNG
    if data.startswith(b"\xff\xd8\xff"):
        return _JPEG
    return _WEBP if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def fault_of(file: str, data: bytes) -> str:
    """Return in words why a file cannot be a picture, or an empty text.

    Args:
        file: Its name.
        data: Its first bytes, one more than ``LARGEST`` at most.
    """
    if len(data) > LARGEST:
        return f"`{file}` is larger than {LARGEST // 1000} kB"
    kind, wanted = kind_of(data), _ENDINGS[file.rpartition(".")[2]]
    if not kind:
        return f"`{file}` is not a png, jpeg or webp picture"
    return "" if kind == wanted else f"`{file}` is {kind}, but its name says {wanted}"
