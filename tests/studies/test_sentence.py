"""One sentence through a model: the card says what eager attention says, and what does not fit is refused by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoTokenizer

from headscope.capture.annotators import Annotated
from headscope.errors import BadOption, BadText, HeadscopeError
from headscope.readings.committee import Voter
from headscope.readings.elections import Filler, Frame, Kind
from headscope.readings.role_report import RolesReport
from headscope.studies import sentence as study
from headscope.studies.sentence import study_sentence
from tests.readings.test_sentence import role

TEXT = "the cat read a long letters from home"
TAGS = ("DET", "NOUN", "VERB", "DET", "ADJ", "NOUN", "ADP", "NOUN")
VOTER = Voter("L1.H2", "dependent_to_head", 0.9, 1.0)
FILLER = Filler("nsubj", "head", ("VERB", "NOUN"), (VOTER,), 0.9, 0.5, "VERB right")


@pytest.fixture(scope="module")
def report(stored: tuple[Path, RolesReport]) -> RolesReport:
    return stored[1]


@pytest.fixture
def bert(places: Path) -> str:
    return str(places / "bert")


def rows_by_hand(model: str, layer: int, head: int) -> np.ndarray:
    """Eager attention between the words of TEXT, each of which is one token."""
    inputs = AutoTokenizer.from_pretrained(model)(TEXT, return_tensors="pt")
    assert inputs["input_ids"].shape[1] == len(TAGS) + 2
    with torch.no_grad():
        found = AutoModel.from_pretrained(model, attn_implementation="eager")(**inputs, output_attentions=True)
    return found.attentions[layer][0, head, 1:-1, 1:-1].numpy()


def test_nothing_earned_nothing_filled(bert: str, report: RolesReport) -> None:
    card = study_sentence(bert, TEXT, report)
    assert card.words == tuple(TEXT.split())
    assert card.tags == TAGS
    assert all(not slot.entries and not slot.is_earned for slot in card.slots)
    assert (card.predicates, card.spatial, card.groups) == ((), (), ())


def test_a_head_that_is_entitled_fills_its_slot_with_what_eager_attention_says(bert: str, report: RolesReport) -> None:
    weights = rows_by_hand(bert, 1, 2)
    stands = [place for place, tag in enumerate(TAGS) if tag in FILLER.tags]
    heads = [max((key for key in stands if key != word), key=lambda k, w=word: weights[w, k]) for word in range(8)]
    kinds = {
        Kind("nsubj", TAGS[word], TAGS[head], "left" if head < word else "right", is_marked, True)
        for word, head in enumerate(heads)
        for is_marked in (False, True)
    }
    frames = tuple(Frame(kind, 10, 7) for kind in kinds)
    card = study_sentence(bert, TEXT, replace(report, fillers=(FILLER,), frames=frames))
    subject = card.slots[0]
    assert [(one.word_index, one.head_index) for one in subject.entries] == list(enumerate(heads))
    assert all((one.share, one.margin, one.probability) == (1.0, 1.0, 0.7) for one in subject.entries)
    assert subject.is_earned
    weak = tuple(replace(one, right=4) for one in frames)  # right in less than half of the cases
    unsure = study_sentence(bert, TEXT, replace(report, fillers=(FILLER,), frames=weak)).slots[0]
    assert (unsure.entries, unsure.is_earned) == ((), True)
    seldom = tuple(replace(one, tried=4, right=4) for one in frames)  # seen too seldom to say
    assert study_sentence(bert, TEXT, replace(report, fillers=(FILLER,), frames=seldom)).slots[0].entries == ()


@pytest.mark.parametrize("head", ["L9.H0", "L0.H9", "E0.H0", "nonsense", "", "L0.H-1"])
def test_heads_that_the_model_lacks_are_refused(bert: str, report: RolesReport, head: str) -> None:
    voter = replace(VOTER, head=head)
    for edited in (
        replace(report, fillers=(replace(FILLER, voters=(voter,)),)),
        replace(report, roles=(role(head, "semantic"),)),
    ):
        with pytest.raises(HeadscopeError) as refused:
            study_sentence(bert, TEXT, edited)
        assert refused.value.key == "roles_unknown_head"
        assert "L0.H0" in str(refused.value)


def test_a_filler_without_voters_fills_nothing(bert: str, report: RolesReport) -> None:
    card = study_sentence(bert, TEXT, replace(report, fillers=(replace(FILLER, voters=()),)))
    assert card.slots[0].entries == ()


def test_roles_of_another_model_are_refused(places: Path, report: RolesReport) -> None:
    with pytest.raises(BadOption, match="Roles belong to another model"):
        study_sentence(str(places / "llama"), TEXT, report)


def test_roles_without_a_treebank_are_refused(bert: str, report: RolesReport) -> None:
    with pytest.raises(BadOption, match="Roles hold no lexicon"):
        study_sentence(bert, TEXT, replace(report, lexicon=None))


@pytest.mark.parametrize("text", ["", "  \n ", "虽然下雨，比赛照常进行", "the cat " * 60])
def test_a_sentence_that_cannot_be_read_is_refused(bert: str, report: RolesReport, text: str) -> None:
    with pytest.raises(BadText) as refused:
        study_sentence(bert, text, report)
    assert "got" not in refused.value.text("zh")  # no English inside


def test_an_unknown_annotator_is_refused_before_a_model_is_loaded(
    bert: str, report: RolesReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(study, "load_given", never)
    for name in ("oracle", "spacy:no_such_pipeline"):
        with pytest.raises(BadOption, match="Annotator is"):
            study_sentence(bert, TEXT, report, annotator=name)


def test_words_and_tags_of_an_annotator_are_taken_as_they_are(
    bert: str, report: RolesReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    spans = ((0, 7), (8, 12))  # "the cat" as one word
    monkeypatch.setattr(study, "annotate", lambda text, name: Annotated(spans, ("NOUN", "VERB")))
    card = study_sentence(bert, TEXT, report, annotator="spacy:made_up")
    assert (card.words, card.tags) == (("the cat", "read"), ("NOUN", "VERB"))
