"""The colours: every text colour can be read on every ground it stands on, in every scheme."""

import re
from pathlib import Path

import pytest

from ip2a_desktop.ui.kit.stylesheet import style_sheet
from ip2a_desktop.ui.kit.tokens import PAIRS, RINGS, SCHEMES, TONES, contrast


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_are_readable(scheme, words, ground):
    tokens = SCHEMES[scheme]
    assert contrast(tokens[words], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ring", "ground"), RINGS)
def test_focus_rings_stand_out(scheme, ring, ground):
    tokens = SCHEMES[scheme]
    assert contrast(tokens[ring], tokens[ground]) >= 3.0


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_each_tone_has_words_tint_and_line():
    for scheme in SCHEMES.values():
        assert all(f"{tone}_{part}" in scheme for tone in TONES for part in ("text", "tint", "line"))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_style_sheet_is_made_of_the_table_alone(qapp, scheme):
    sheet = style_sheet(scheme)
    assert "$" not in sheet
    used = set(re.findall(r"#[0-9A-Fa-f]{6}\b", sheet))
    assert used <= set(SCHEMES[scheme].values())
    assert sheet.count("{") == sheet.count("}")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_picture_of_the_style_sheet_is_there(qapp, scheme):
    named = set(re.findall(r'url\("([^"]+)"\)', style_sheet(scheme)))
    assert len(named) >= 5
    assert {name for name in named if not Path(name).is_file()} == set()


@pytest.mark.parametrize("scheme", ["contrast", "contrast_light"])
def test_high_contrast_reaches_seven_to_one(scheme):
    tokens = SCHEMES[scheme]
    assert min(contrast(tokens[words], tokens[ground]) for words, ground in PAIRS) >= 7.0
