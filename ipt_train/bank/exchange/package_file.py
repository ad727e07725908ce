"""The file that a text in a package names: beside the text, where Canvas keeps files, or where Blackboard does."""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from ipt_train.bank.exchange.draft import UnreadableError
from ipt_train.bank.exchange.package import Package

_CANVAS = re.compile(r"\$IMS[-_]CC[-_]FILEBASE\$/+")
_FOLDERS = ("", "web_resources")
_BLACKBOARD = re.compile(r"xid-[\d_]+")


def files_of(package: Package, member: str) -> Callable[[str], bytes | None]:
    """Return what gives the bytes of a file by the address by which a member names it.

    Nothing but members of the package is ever read; of a file that is not there, too large or
    damaged there is None.

    Args:
        package: The package.
        member: The member that holds the text.
    """

    def file(address: str) -> bytes | None:
        try:
            name = _named(package.names, unquote(address.partition("?")[0]), dirname(member))
            return package.read(name) if name else None
        except UnreadableError:
            return None

    return file


def _named(names: list[str], address: str, folder: str) -> str:
    """Return the member that an address means; empty for none, or several that may be meant."""
    if found := _CANVAS.match(address):
        path = normpath(address[found.end() :])
        places = [normpath(join(one, path)) for one in (*_FOLDERS, folder)]
    elif found := _BLACKBOARD.search(address):
        path = f"__{found[0]}."
        some = [one for one in names if path in one and not one.endswith(".xml")]
        return some[0] if len(some) == 1 else ""
    else:
        path = normpath(address.replace("\\", "/"))
        places = [normpath(join(folder, path)), path]
    if place := next((one for one in places if one in names), ""):
        return place
    ends = [one for one in names if one.endswith(f"/{path.lstrip('/')}")]
    return ends[0] if len(ends) == 1 and not path.startswith("..") else ""
