"""A face inside one PDF: only the glyphs that are drawn, and what each of them says when it is copied."""

import hashlib
from itertools import groupby
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

from ip2a_desktop.reports.faces import Face

_LAST_CODE = 0xFFFF
_DROPPED_TABLES = ("GDEF", "GPOS", "GSUB", "OS/2", "cmap", "gasp", "name", "post", "vhea", "vmtx")
_CMAP_PART = 100  # a viewer need not read more than 100 mappings in one block
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Subset:
    """The part of a face that one document uses.

    Each pair of a glyph and the text it stands for gets a code of two bytes of its own, so that a glyph which
    stands for different texts in different words is copied rightly everywhere.
    """

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.name = f"P{number}"
        self._codes: dict[tuple[int, str], int] = {}
        self._spare: dict[int, int] = {}

    @property
    def is_used(self) -> bool:
        """Whether anything was drawn with the face."""
        return bool(self._codes)

    def code(self, glyph: int, text: str) -> int:
        """Return the code of a glyph that stands for ``text``."""
        code = self._codes.get((glyph, text))
        if code is None:
            code = len(self._codes) + 1
            if code > _LAST_CODE:  # in no honest text: the glyph is drawn, what is copied may be wrong
                return self._spare.get(glyph, 0)
            self._codes[glyph, text] = code
            self._spare.setdefault(glyph, code)
        return code

    def embed(self, document: Any) -> PDFDictionary:
        """Add the glyphs to a document and return the font dictionary."""
        glyphs = [0, *(glyph for glyph, _ in self._codes)]
        cut, places = _cut(self.face, glyphs)
        name = PDFName(f"{_tag(self.face, glyphs)}+{self.face.name}")
        inner = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(_descriptor(self.face, name, document.Reference(cut))),
                "DW": 1000,
                "W": PDFArray([1, PDFArray([self.face.advance(glyph) for glyph in glyphs[1:]])]),
                "CIDToGIDMap": document.Reference(
                    _stream(b"".join(places[glyph].to_bytes(2, "big") for glyph in glyphs))
                ),
            }
        )
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(inner)]),
                "ToUnicode": document.Reference(_stream(self._to_unicode())),
            }
        )

    def _to_unicode(self) -> bytes:
        said = [(code, text) for (_, text), code in self._codes.items()]
        blocks = [_CMAP_HEAD]
        for _, part in groupby(enumerate(said), key=lambda one: one[0] // _CMAP_PART):
            lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex()}>" for _, (code, text) in part]
            blocks += [f"{len(lines)} beginbfchar", *lines, "endbfchar"]
        return "\n".join([*blocks, _CMAP_TAIL]).encode("ascii")


def _cut(face: Face, glyphs: list[int]) -> tuple[pdfdoc.PDFStream, Any]:
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in _DROPPED_TABLES)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    plan = uharfbuzz.SubsetPlan(face.face, wanted)
    content = bytes(plan.execute().blob.data)
    stream = _stream(content)
    stream.dictionary["Length1"] = len(content)
    return stream, plan.old_to_new_glyph_mapping


def _stream(content: bytes) -> pdfdoc.PDFStream:
    return pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])


def _tag(face: Face, glyphs: list[int]) -> str:
    """Return the six capitals that mark a subset: the same glyphs give the same tag."""
    digest = hashlib.sha256(f"{face.name} {glyphs}".encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _descriptor(face: Face, name: str, file: Any) -> PDFDictionary:
    head = bytes(face.face.reference_table("head").data)
    corners = (int.from_bytes(head[at : at + 2], "big", signed=True) for at in (36, 38, 40, 42))
    box = [corner * 1000 // face.face.upem for corner in corners]
    extents = face.font.get_font_extents("ltr")
    italic = face.name.endswith("-Italic")
    return PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": 4 | (64 if italic else 0),
            "FontBBox": PDFArray(box),
            "ItalicAngle": -12 if italic else 0,
            "Ascent": extents.ascender,
            "Descent": extents.descender,
            "CapHeight": 714,
            "StemV": 140 if face.is_bold else 80,
            "FontFile2": file,
        }
    )
