"""Names in any script print as themselves; hostile text prints as text."""

import subprocess
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ip2a_desktop.domain.papers import MemberRoster, PaperSize
from ip2a_desktop.reports.faces import Style, chain
from ip2a_desktop.reports.members import member_record, member_roster
from ip2a_desktop.reports.pen import BODY
from ip2a_desktop.reports.shaping import clean, shape
from ip2a_desktop.reports.typesetting import Typesetter

NAMES = [
    "Łódź", "Nguyễn", "山田", "Иванов", "محمد", "שלום", "हिन्दी", "김민수", "ศิริพร", "தமிழ்", "বাংলা", "ਗੁਰਮੁਖੀ",
    "తెలుగు", "ಕನ್ನಡ", "മലയാളം", "සිංහල", "ລາວ", "ខ្មែរ", "မြန်မာ", "አማርኛ", "ქართული", "Հայերեն", "Παπαδοπούλου",
    "ᏣᎳᎩ", "ᐃᓄᒃᑎᑐᑦ", "㐂", "ひらがな", "カタカナ", "Ọláyínká", "Müller-Lüdenscheidt", "الأحمد", "گل‌های",
]  # fmt: skip

HOSTILE = ["AT&T <Local 46>", "<img src='/etc/passwd'>", "<b>bold</b>", "=cmd|' /C calc'!A0", "%s %(x)s {0}",
           "') Tj ET (", "Robert'); DROP TABLE member;--", "../../etc", "a\\b", "&lt;"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_as_itself(name, member, member_paper, context, pages):
    assert name in pages(member_roster(MemberRoster([member(last_name=name)]), context()))[0]
    assert name in pages(member_record(member_paper([name], first_name=name), context(PaperSize.A4)))[0]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("style", Style)
def test_each_letter_has_a_glyph(name, style):
    missing = [glyph for run in shape(name, style) for glyph in run.glyphs if glyph.index == 0]
    replacement = chain(style)[0].glyph(0xFFFD)
    replaced = [
        glyph
        for run in shape(name, style)
        for glyph in run.glyphs
        if run.face is chain(style)[0] and glyph.index == replacement
    ]
    assert not missing
    assert not replaced


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_prints_as_text_and_embeds_nothing(text, member, context, pages, read):
    pdf = member_roster(MemberRoster([member(last_name=text, city=text)]), context(hall=text, subtitle=text))
    found = pages(pdf)[0]
    assert text in found
    assert "/XObject" not in read(pdf).pages[0]["/Resources"]


def test_letters_from_right_to_left_stand_in_that_order():
    indexes = [glyph.text for run in shape("שלום", Style.REGULAR) for glyph in run.glyphs]
    assert "".join(indexes) == "םולש"
    mixed = [glyph.text for run in shape("ab שלום 12", Style.REGULAR) for glyph in run.glyphs]
    assert "".join(mixed) == "ab 12 םולש"


def test_letters_are_joined_and_reordered():
    def glyphs(text):
        return [glyph.index for run in shape(text, Style.REGULAR) for glyph in run.glyphs]

    alone = [glyph for letter in "محمد" for glyph in glyphs(letter)]
    assert sorted(glyphs("محمد")) != sorted(alone)
    assert glyphs("हि")[1] == glyphs("ह")[0]  # the vowel sign stands before its consonant


def test_a_character_without_a_font_is_seen_and_still_copied(member, context, pages):
    text = pages(member_roster(MemberRoster([member(last_name="Ana👷\U00020bb7Z")]), context()))[0]
    assert "Ana👷\U00020bb7Z" in text
    (run,) = shape("👷", Style.REGULAR)
    assert run.glyphs[0].index == chain(Style.REGULAR)[0].glyph(0xFFFD)


def test_control_characters_and_breaks_do_no_harm(member, context, pages):
    text = pages(member_roster(MemberRoster([member(last_name="A\0n\x1ba\nB\u202eC\ud800D")]), context()))[0]
    assert "\0" not in text
    assert "Ana B" in text
    assert clean("a\0b\tc\r\nd\x7f\u200b") == "ab c  d"


def test_what_other_programs_copy_is_the_name(member, context, tmp_path):
    """Read with another library than pypdf, where the machine has it."""
    path = tmp_path / "roster.pdf"
    names = [name for name in NAMES if all(unicodedata.bidirectional(one) not in ("AL", "R") for one in name)]
    path.write_bytes(member_roster(MemberRoster([member(last_name=name) for name in names]), context()))
    try:
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext is not on this machine")
    copied = done.stdout.decode()
    assert [name for name in names if name not in copied] == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_set(text):
    typesetter = Typesetter()
    width = typesetter.width(text, BODY)
    assert width >= 0
    assert typesetter.operators(text, BODY).isascii()
    lines = typesetter.wrap(text, BODY, 80)
    assert all(typesetter.width(line, BODY) <= 80.01 for line in lines)
    assert typesetter.width(typesetter.elide(text, BODY, 60), BODY) <= 60.01


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), max_size=30))
def test_no_character_is_lost_when_a_line_is_shaped(text):
    said = "".join(glyph.text for run in shape(text, Style.REGULAR) for glyph in run.glyphs)
    assert sorted(said) == sorted(clean(text))
