"""A QTI package: which of its members hold items and tests, and the keywords of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from ipt_train.bank.exchange.draft import UnreadableError
from ipt_train.bank.exchange.package import Package
from ipt_train.bank.exchange.package_file import files_of
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.stem_picture import Files, without_files
from ipt_train.bank.exchange.xml_read import Element, read_xml

_QTI_2 = ("imsqti_item_xmlv2p", "imsqti_test_xmlv2p")
_QTI_1 = ("imsqti_xmlv1p", "imsqti_assessment_xmlv1p", "imsqti_item_xmlv1p", "assessment/x-bb-qti-")
_QTI_3 = ("imsqti_item_xmlv3p", "imsqti_test_xmlv3p")
_WRITTEN = frozenset("schema schemaversion".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A document of a package.

    Attributes:
        name: Its name there; empty for a document that is no package.
        data: Its bytes; None where they cannot be read.
        error: Why they cannot be read.
        keywords: Words that the manifest gives it.
        lost: What else the manifest says of it.
        files: Gives the files that it names.
    """

    name: str
    data: bytes = b""
    error: UnreadableError | None = None
    keywords: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    files: Files = without_files


def members(data: bytes, around: Lost) -> list[Member]:
    """Return the items and tests of a package, or the one document that is no package.

    Args:
        data: The file.
        around: Takes up what the manifest says of the whole package.

    Raises:
        UnreadableError: It is no package, or its manifest names no item.
    """
    if not data.startswith(b"PK"):
        return [Member(name="", data=data)]
    package = Package(data)
    manifests = [one for one in package.names if one.rsplit("/", 1)[-1] == "imsmanifest.xml"]
    if not manifests:
        raise UnreadableError(1, 1, "the package has no imsmanifest.xml")
    base = dirname(manifests[0])
    root = read_xml(package.read(manifests[0]))
    if any(
        one.text.strip()
        for part in root.each("metadata")
        for one in part.below()
        if one.name not in _WRITTEN
    ):
        around["metadata of the package"] = None
    found: dict[str, Member] = {}
    resources = [one for one in root.below() if one.name == "resource"]
    for resource in resources:
        kind = resource.attributes.get("type", "")
        if kind.startswith((*_QTI_2, *_QTI_1)):
            name = normpath(join(base, _href(resource)))
            found[name] = _member(package, name, resource)
    kinds = [one.attributes.get("type", "") for one in resources]
    if not any(kind.startswith(("imsqti_item", *_QTI_1)) for kind in kinds):
        for test in list(found.values()):  # only a test is listed: it leads to its items
            for name in _of_test(test):
                found.setdefault(name, _member(package, name, None))
    tests_alone = all(b"<assessmentTest" in one.data for one in found.values() if not one.error)
    if not found or (tests_alone and not any(one.error for one in found.values())):
        if any(one.attributes.get("type", "").startswith(_QTI_3) for one in resources):
            raise root.refuse("this is QTI 3; only QTI 1.2, 2.1 and 2.2 can be read")
        raise root.refuse("the manifest lists no QTI 2 item and no QTI 1.2 quiz")
    return list(found.values())


def _href(resource: Element) -> str:
    files = [one.attributes.get("href", "") for one in resource.each("file")]
    said = (resource.attributes.get("href"), resource.attributes.get("file"), *files)
    return next((one for one in said if one), "")


def _member(package: Package, name: str, resource: Element | None) -> Member:
    about = [one for part in resource.each("metadata") for one in part.below()] if resource else []
    keywords = [text for one in about if one.name == "keyword" for text in _texts(one)]
    rest = [
        text for one in about if one.name not in _WRITTEN for text in [one.text.strip()] if text
    ]
    lost = ("metadata of an item",) if set(rest) - set(keywords) else ()
    try:
        data = package.read(name)
    except UnreadableError as error:
        return Member(name=name, error=error)
    files = files_of(package, name)
    return Member(name=name, data=data, keywords=tuple(keywords), lost=lost, files=files)


def _texts(element: Element) -> Iterator[str]:
    for one in element.below():
        if one.text.strip():
            yield one.text.strip()


def _of_test(member: Member) -> list[str]:
    """Return the names of the items that a test refers to."""
    if member.error or b"assessmentItemRef" not in member.data:
        return []
    try:
        root = read_xml(member.data)
    except UnreadableError:
        return []  # it is told where the test is read
    base = dirname(member.name)
    return [
        normpath(join(base, one.attributes.get("href", "")))
        for one in root.below()
        if one.name == "assessmentItemRef"
    ]
