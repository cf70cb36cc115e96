"""Who cuts texts into words, from the option to the rows of a run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

import headscope as hs
from headscope.capture.segmenters import cut_words, segmenter
from headscope.errors import BadInput, BadOption
from headscope.models.quiet import quiet_libraries
from headscope.show.figures.plan import FigurePlan
from headscope.show.figures.word_shares import shown_arcs

TEXT = "我爱自然语言处理"
CUT = "我 爱 自然 语言 处理"


def words(text: str, how: object) -> list[str]:
    return [text[start:end] for start, end in cut_words([text], how)[0]]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def tiny() -> tuple[BertModel, PreTrainedTokenizerFast]:
    """A random model whose tokenizer knows `自然语言处理` as one piece."""
    pieces = [("<unk>", 0.0), ("▁", -3.0), ("我", -2.0), ("爱", -2.0), ("自然语言处理", -2.0), ("\n", -2.0)]
    made = Tokenizer(models.Unigram(pieces, unk_id=0))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    torch.manual_seed(0)
    config = BertConfig(vocab_size=6, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16)
    with quiet_libraries():
        return BertModel(config).eval(), PreTrainedTokenizerFast(tokenizer_object=made, unk_token="<unk>")


def test_a_file_gives_one_line_for_each_text_or_all_lines_for_one(tmp_path: Path) -> None:
    lines = tmp_path / "cut.txt"
    lines.write_text("我 爱\n\n自然 语言\n", "utf-8")
    assert cut_words(["我爱", "自然语言"], str(lines)) == [[(0, 1), (1, 2)], [(0, 2), (2, 4)]]
    assert words("我爱\n自然语言", str(lines)) == ["我", "爱", "自然", "语言"]
    with pytest.raises(BadInput, match="got 2, expected 3"):
        cut_words(["我爱", "自然语言", "处理"], str(lines))
    lines.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(BadOption):
        cut_words([TEXT], str(lines))


def test_each_text_has_its_own_string() -> None:
    assert cut_words(["我爱", "ab"], ["我爱", "a b"]) == [[(0, 2)], [(0, 1), (1, 2)]]
    with pytest.raises(BadInput, match=r"got 1, expected 2.*one line for each") as caught:
        cut_words(["我爱", "ab"], "我 爱")
    assert "每段文本" in caught.value.text("zh")


def test_a_long_text_is_no_file() -> None:
    assert len(words("我" * 5000, " ".join("我" * 5000))) == 5000


@pytest.mark.parametrize("name", ["spacy", "spacy:", "jieba:x", "characters:2"])
def test_a_name_with_too_much_or_too_little_behind_it_is_refused(name: str) -> None:
    with pytest.raises(BadOption, match=r"Segmenter is unknown.*characters, jieba or spacy:MODEL"):
        cut_words([TEXT], name)


@pytest.mark.parametrize(("name", "package"), [("jieba", "jieba"), ("spacy:zh_core_web_sm", "spacy")])
def test_a_library_that_is_not_there_is_named_with_what_installs_it(
    name: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(BadOption, match=f"pip install {package}") as caught:
        segmenter(name)
    assert f"pip install {package}" in caught.value.text("zh")


def fake_spacy(load: Callable[[str], object]) -> ModuleType:
    module = ModuleType("spacy")
    module.load = load  # type: ignore[attr-defined]
    return module


def test_spacy_gives_the_words_of_its_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    class Token(SimpleNamespace):
        def __len__(self) -> int:
            return int(self.length)

    asked = []

    def load(model: str) -> object:
        asked.append(model)
        return lambda text: [Token(idx=0, length=2), Token(idx=2, length=1), Token(idx=3, length=len(text) - 3)]

    monkeypatch.setitem(sys.modules, "spacy", fake_spacy(load))
    assert cut_words(["我爱 自然", "ab\nc"], "spacy:zh_made_up") == [[(0, 2), (3, 5)], [(0, 2), (3, 4)]]
    assert asked == ["zh_made_up"]  # once, however many texts


def test_a_pipeline_that_is_not_there_is_named_with_what_fetches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(model: str) -> object:
        raise OSError(f"[E050] Can't find model '{model}'.")

    monkeypatch.setitem(sys.modules, "spacy", fake_spacy(load))
    with pytest.raises(BadOption, match="python -m spacy download zh_made_up"):
        segmenter("spacy:zh_made_up")


def test_jieba_is_asked_for_places_and_told_to_be_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    levels = []
    module = ModuleType("jieba")
    module.setLogLevel = levels.append  # type: ignore[attr-defined]
    module.tokenize = lambda text: [("我爱", 0, 2), ("自然", 2, 4)]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "jieba", module)
    assert words("我爱自然", "jieba") == ["我爱", "自然"]
    assert levels


def test_jieba_itself_cuts_chinese(capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("jieba", reason="jieba is an extra that the tests do not need (pip install jieba)")
    assert words("我爱自然语言处理，ok  👩\u200d👧\n", "jieba") == [
        "我",
        "爱",
        "自然语言",
        "处理",
        "，",
        "ok",
        "👩\u200d👧",
    ]
    assert capfd.readouterr().err == ""


def test_a_function_of_one_s_own_is_a_segmenter() -> None:
    assert words("abcd", lambda text: [(0, 2), (2, len(text))]) == ["ab", "cd"]


def test_a_run_is_read_in_the_words_that_were_given(tiny: tuple[BertModel, PreTrainedTokenizerFast]) -> None:
    model, tokenizer = tiny
    run = hs.observe(model, TEXT, tokenizer=tokenizer, segmentation=CUT)
    side = run.text(0, "text")
    assert [(word.text, word.first, word.last) for word in side.words] == [
        ("我", 0, 1), ("爱", 2, 2), ("自然", 3, 3), ("语言", 3, 3), ("处理", 3, 3),
    ]  # fmt: skip
    weights = run.array("L0", "weights", 0).astype(np.float64)[0]
    # By the definition: a piece of three words hands each a third of what it receives.
    share = np.array([[1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1 / 3, 1 / 3, 1 / 3]])
    rows = np.array([weights[[0, 1]].mean(axis=0), weights[2], weights[3], weights[3], weights[3]])
    expected = rows @ share
    np.testing.assert_allclose(expected.sum(axis=1), 1, atol=1e-5)
    for row, told in zip(hs.read(run, "words")[0].rows, expected, strict=True):
        for key in row.keys:
            assert key.share == pytest.approx(told[key.key_index], abs=1e-6)
    arcs = shown_arcs(run, FigurePlan(head="L0.H0", view="arcs", most=25)).arcs
    assert {(arc.query, arc.key): arc.share for arc in arcs} == pytest.approx(
        {(q, k): expected[q, k] for q in range(5) for k in range(5)}, abs=1e-6
    )
    pooled = hs.observe(model, TEXT, tokenizer=tokenizer, segmentation=CUT, plan=hs.Plan(keep="words"))
    np.testing.assert_allclose(pooled.array("L0", "word_weights", 0)[0], expected, atol=1e-3)


def test_line_breaks_stay_words_beside_those_that_were_given(tiny: tuple[BertModel, PreTrainedTokenizerFast]) -> None:
    run = hs.observe(tiny[0], "我\n爱\n", tokenizer=tiny[1], segmentation="characters")
    assert [word.text for word in run.text(0, "text").words] == ["我", "\n", "爱", "\n"]


def test_words_given_twice_are_refused(tiny: tuple[BertModel, PreTrainedTokenizerFast]) -> None:
    with pytest.raises(BadOption, match="given twice"):
        hs.observe(tiny[0], TEXT, tokenizer=tiny[1], segmentation=CUT, words=[[(0, 8)]])
