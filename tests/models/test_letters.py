"""The common form of letters is what a normaliser leaves as it is: checked with those of Python and sentencepiece."""

from __future__ import annotations

import unicodedata

import pytest

from headscope.models.letters import Letter, letters_of

ACUTE, BELOW = "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING DOT BELOW}"
ALIKE = (*range(0x3420, 0x4DB0), *range(0x4E20, 0x9FF0), *range(0xAC20, 0xD790))  # ideographs, Hangul: some are enough
ASSIGNED = [
    chr(n) for n in sorted({*range(1, 0x20000), *range(0x2F800, 0x2FA20)} - {*ALIKE})
    if unicodedata.category(chr(n)) not in ("Cn", "Cs", "Co")
]  # fmt: skip


def forms(text: str) -> str:
    return "".join(letter.form for letter in letters_of((letter, n, n + 1) for n, letter in enumerate(text)))


@pytest.mark.parametrize("rule", ["nmt_nfkc", "nmt_nfkc_cf", "nfkc", "nfkc_cf"])
def test_sentencepiece_changes_the_form_of_no_letter_of_unicode(rule: str) -> None:
    library = pytest.importorskip("sentencepiece", reason="its normalisers are the other side (pip install it)")
    normaliser = library.SentencePieceNormalizer(rule_name=rule)
    text = [f"x{letter}y" for letter in ASSIGNED]
    assert [one for one in text if forms(one) != forms(normaliser.normalize(one))] == []


def test_normal_forms_and_lower_case_change_the_form_of_no_letter() -> None:
    for letter in ASSIGNED:
        written = {unicodedata.normalize(form, letter) for form in ("NFC", "NFD", "NFKC", "NFKD")}
        assert {forms(one) for one in written | {letter.lower(), letter.casefold()}} == {forms(letter)}


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("“a” „b” «c» ''d''", '"a" "b" "c" "d"'), ("it’s ‘so’", "it's 'so'"), ("1–2—3", "1-2 - 3"), ("a…", "a..."),
        ("我，你。他、她：（好）？！《书》「话」", '我,你.他,她:(好)?!"书""话"'), ("ＡＢＣ　ﬁ½", "ABC fi1⁄2"),
    ],
)  # fmt: skip
def test_what_moses_makes_of_punctuation_has_the_same_form(written: str, normalised: str) -> None:
    assert forms(written) == forms(normalised)


def test_marks_in_another_order_are_the_same_and_come_from_all_of_them() -> None:
    assert (
        forms(f"a{ACUTE}{BELOW}")
        == forms(f"a{BELOW}{ACUTE}")
        == forms(unicodedata.normalize("NFC", f"a{ACUTE}{BELOW}"))
    )
    moved = letters_of((letter, n, n + 1) for n, letter in enumerate(f"a{ACUTE}{BELOW}b"))
    assert moved == [Letter("a", 0, 1), Letter(BELOW, 1, 3), Letter(ACUTE, 1, 3), Letter("b", 3, 4)]
    kept = letters_of((letter, n, n + 1) for n, letter in enumerate(f"a{BELOW}{ACUTE}"))
    assert [(letter.start, letter.end) for letter in kept] == [(0, 1), (1, 2), (2, 3)]


def test_letters_that_differ_stay_different() -> None:
    assert len({forms(letter) for letter in "abcеё天氣气1２三!?.,;:'-()[]"}) == len("abcеё天氣气1２三!?.,;:'-()[]")
