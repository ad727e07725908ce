"""A package for Canvas: its elements, its list of files and the settings of its quiz."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

_CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"


def el(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element with text and attributes, and return it."""
    one = ET.SubElement(parent, name, attributes)
    if text:
        one.text = text
    return one


def document(root: ET.Element) -> bytes:
    """Return an element as a whole file."""
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def manifest(name: str, pictures: Iterable[str]) -> bytes:
    """Return the list of a package's files.

    Args:
        name: Id of the quiz.
        pictures: The members that are pictures.
    """
    root = ET.Element("manifest", {"xmlns": _CP, "identifier": f"{name}-manifest"})
    about = el(root, "metadata")
    el(about, "schema", "IMS Content")
    el(about, "schemaversion", "1.1.3")
    el(root, "organizations")
    listed = el(root, "resources")
    quiz = el(listed, "resource", identifier=name, type="imsqti_xmlv1p2")
    el(quiz, "file", href=f"{name}/{name}.xml")
    el(quiz, "dependency", identifierref=f"{name}-meta")
    meta = f"{name}/assessment_meta.xml"
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    el(
        el(listed, "resource", identifier=f"{name}-meta", type=kind, href=meta),
        "file",
        href=meta,
    )
    for number, file in enumerate(pictures, 1):
        ident = f"{name}-picture-{number}"
        el(
            el(listed, "resource", identifier=ident, type="webcontent", href=file),
            "file",
            href=file,
        )
    return document(root)


def quiz_settings(name: str, title: str) -> bytes:
    """Return the settings of a quiz, as Canvas keeps them beside its questions."""
    root = ET.Element(
        "quiz", {"xmlns": "http://canvas.instructure.com/xsd/cccv1p0", "identifier": name}
    )
    for key, value in (
        ("title", title),
        ("quiz_type", "practice_quiz"),
        ("shuffle_answers", "true"),
        ("scoring_policy", "keep_highest"),
    ):
        el(root, key, value)
    return document(root)
