"""Items to a QTI 2.1 package (1EdTech, IMS Question and Test Interoperability 2.1, 2012)."""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from ipt_train.bank.core.model import Cloze, Item, NumberEntry, TextEntry, Vignette
from ipt_train.bank.exchange.case import STEP_OF, case_losses, case_text
from ipt_train.bank.exchange.label import labels
from ipt_train.bank.exchange.loss import UNITS, Loss
from ipt_train.bank.exchange.package import packed
from ipt_train.bank.exchange.picture_file import PictureFile, picture_file
from ipt_train.bank.exchange.qti_item import QTI, assessment_item, element, paragraphs

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_MD = "http://www.imsglobal.org/xsd/imsmd_v1p2"


def write_qti(entries: Iterable[Item | Vignette], title: str) -> tuple[bytes, list[Loss]]:
    """Return entries as a zip of items, one test and a manifest, and what it cannot carry.

    An item's id is its identifier; what else the bank says of it stands as keywords in the
    manifest (``label``). A vignette becomes a section of the test: linear, without a way
    back, with the case as a rubric.
    """
    entries = list(entries)
    files: dict[str, bytes] = {}
    losses: list[Loss] = []
    resources: list[tuple[Item, str, str]] = []
    pictures: dict[str, bytes] = {}
    for entry in entries:
        if isinstance(entry, Vignette):
            losses += case_losses(entry, kept={"title", "steps"})
        for item in entry.steps if isinstance(entry, Vignette) else (entry,):
            losses += _losses(item)
            name, picture = f"items/{item.id}.xml", picture_file(item)
            files[name] = _document(assessment_item(item, picture))
            resources.append((item, name, _beside(picture)))
            if picture:
                pictures[_beside(picture)] = picture.data
    files["test.xml"] = _document(_test(entries, title))
    manifest = _document(_manifest(resources))
    return packed({"imsmanifest.xml": manifest, **files, **pictures}), losses


def _beside(picture: PictureFile | None) -> str:
    """Return where a picture stands in the package; an empty text for none."""
    return f"images/{picture.name}" if picture else ""


def _losses(item: Item) -> Iterator[Loss]:
    if item.scene:
        yield Loss(item=item.id, what="the border between scene and stem")
    if item.vignette:
        yield Loss(item=item.id, what=STEP_OF)
    if isinstance(item.interaction, NumberEntry) and item.interaction.units:
        yield Loss(item=item.id, what=UNITS)
    if isinstance(item.interaction, TextEntry | Cloze):
        yield Loss(item=item.id, what="answers that differ in spacing or end punctuation")


def _document(root: ET.Element) -> bytes:
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _test(entries: Iterable[Item | Vignette], title: str) -> ET.Element:
    root = ET.Element("assessmentTest", xmlns=QTI, identifier="test", title=title)
    part = element(
        root,
        "testPart",
        identifier="part",
        navigationMode="linear",
        submissionMode="individual",
    )
    section = None
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, Vignette):
            case = _section(part, f"case-{entry.id}", entry.title)
            paragraphs(element(case, "rubricBlock", view="candidate"), case_text(entry))
            for step in entry.steps:
                _reference(case, step)
            section = None
        else:
            if section is None:
                section = _section(part, f"section-{number}", "Questions")
            _reference(section, entry)
    return root


def _section(part: ET.Element, name: str, title: str) -> ET.Element:
    return element(part, "assessmentSection", identifier=name, title=title, visible="true")


def _reference(section: ET.Element, item: Item) -> None:
    element(
        section,
        "assessmentItemRef",
        identifier=f"ref-{item.id}",
        href=f"items/{item.id}.xml",
    )


def _manifest(resources: Iterable[tuple[Item, str, str]]) -> ET.Element:
    root = ET.Element("manifest", {"xmlns": _CP, "xmlns:imsmd": _MD, "identifier": "manifest"})
    about = element(root, "metadata")
    element(about, "schema", "QTIv2.1 Package")
    element(about, "schemaversion", "1.0.0")
    element(root, "organizations")
    listed = element(root, "resources")
    test = element(
        listed, "resource", identifier="test", type="imsqti_test_xmlv2p1", href="test.xml"
    )
    element(test, "file", href="test.xml")
    for item, name, picture in resources:
        one = element(
            listed, "resource", identifier=f"res-{item.id}", type="imsqti_item_xmlv2p1", href=name
        )
        general = element(element(element(one, "metadata"), "imsmd:lom"), "imsmd:general")
        for label in labels(item):
            element(element(general, "imsmd:keyword"), "imsmd:langstring", label)
        element(one, "file", href=name)
        if picture:
            element(one, "file", href=picture)
        element(test, "dependency", identifierref=f"res-{item.id}")
    return root
