"""CoNLL-U files of our own making: what is read of them, and what is refused by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from headscope.base.messages import LANGUAGES
from headscope.base.trees import ROOT, Tree
from headscope.errors import BadTreebank
from headscope.readings.treebank import read_treebank

SHARED = Path(__file__).parents[3] / "shared" / "data" / "ud"


def line(number: object, form: str, head: object = "_", relation: str = "_", tag: str = "X", misc: str = "_") -> str:
    return "\t".join([str(number), form, form.lower(), tag, "_", "_", str(head), relation, "_", misc])


def block(lines: Sequence[str], *, text: str | None = None, name: str | None = "s1") -> str:
    comments = [] if name is None else [f"# sent_id = {name}"]
    comments += [] if text is None else [f"# text = {text}"]
    return "\n".join([*comments, *lines]) + "\n\n"


@pytest.fixture
def read(tmp_path: Path):
    def one(content: str | bytes) -> list[Tree]:
        file = tmp_path / "bank.conllu"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_treebank(file)

    return one


def spelled(tree: Tree) -> list[str]:
    return [tree.source[start:end] for start, end in tree.spans]


BIRDS = [line(1, "Birds", 2, "nsubj", "NOUN"), line(2, "sing", 0, "root", "VERB", "SpaceAfter=No")]
BIRDS += [line(3, ".", 2, "punct", "PUNCT")]
GOOD = block(BIRDS, text="Birds sing.", name="good")


def test_a_plain_sentence(read):
    (tree,) = read(block(BIRDS, text="Birds sing."))
    assert tree == Tree(
        "s1", "Birds sing.", ((0, 5), (6, 10), (10, 11)), ("Birds", "sing", "."), ("NOUN", "VERB", "PUNCT"),
        (1, ROOT, 1), ("nsubj", "root", "punct"),
    )  # fmt: skip


def test_the_text_is_spelled_from_the_forms_where_it_is_missing(read):
    lines = [line("1-2", "Don't", misc="_"), line(1, "Do", 3, "aux"), line(2, "n't", 3, "advmod")]
    lines += [line(3, "sing", 0, "root", misc="SpaceAfter=No"), line(4, "!", 3, "punct", misc="SpaceAfter=No")]
    lines += [line(5, "Now", 3, "advmod")]
    (tree,) = read(block(lines))
    assert tree.source == "Don't sing!Now"
    assert spelled(tree) == ["Do", "n't", "sing", "!", "Now"]


def test_a_contraction_that_splits_gives_each_word_its_part(read):
    lines = [line(1, "We", 4, "nsubj"), line("2-3", "don't"), line(2, "do", 4, "aux"), line(3, "n't", 4, "advmod")]
    lines += [line(4, "know", 0, "root")]
    (tree,) = read(block(lines, text="We don't know"))
    assert spelled(tree) == ["We", "do", "n't", "know"]
    assert tree.heads == (3, 3, 3, ROOT)


def test_a_contraction_that_splits_in_capitals(read):
    lines = [line("1-2", "CANNOT"), line(1, "can", 0, "root"), line(2, "not", 1, "advmod")]
    (tree,) = read(block(lines, text="CANNOT"))
    assert spelled(tree) == ["CAN", "NOT"]


def test_the_words_of_a_contraction_that_does_not_split_share_its_span(read):
    lines = [line(1, "Vient", 0, "root", "VERB"), line("2-3", "du"), line(2, "de", 4, "case"), line(3, "le", 4, "det")]
    lines += [line(4, "port", 1, "obl")]
    (tree,) = read(block(lines, text="Vient du port"))
    assert spelled(tree) == ["Vient", "du", "du", "port"]
    assert tree.forms == ("Vient", "de", "le", "port")


def test_empty_nodes_are_no_words(read):
    lines = [
        line(1, "Ann", 2, "nsubj"),
        line(2, "reads", 0, "root"),
        line(3, "and", 4, "cc"),
        line(4, "Bob", 2, "conj"),
    ]
    lines += [line("4.1", "reads", "_", "_"), line(5, "too", 4, "orphan")]
    (tree,) = read(block(["\t".join(["0.1", "x", *["_"] * 8]), *lines], text="Ann reads and Bob too"))
    assert tree.forms == ("Ann", "reads", "and", "Bob", "too")
    assert tree.heads == (1, ROOT, 3, 1, 3)


def test_empty_nodes_do_not_spell_a_missing_text(read):
    lines = [line(1, "Ann", 0, "root"), line("1.1", "reads"), line(2, "too", 1, "orphan")]
    assert read(block(lines))[0].source == "Ann too"


def test_subtypes_merge_and_several_roots_stay(read):
    lines = [line(1, "It", 2, "nsubj:pass"), line(2, "fell", 0, "root"), line(3, "Up", 0, "root:x")]
    (tree,) = read(block(lines, text="It fell Up"))
    assert tree.relations == ("nsubj", "root", "root")
    assert tree.heads == (1, ROOT, ROOT)


def test_spaces_inside_and_between_words(read):
    lines = [line(1, "10 000", 2, "nummod"), line(2, "birds", 0, "root")]
    (tree,) = read(block(lines, text="10\u00a0000\u3000 birds"))
    assert spelled(tree) == ["10\u00a0000", "birds"]


def test_a_missing_tag_is_x_and_an_underscore_is_a_form(read):
    lines = [line(1, "_", 2, "dep", "_"), line(2, "ends", 0, "root", "VERB")]
    (tree,) = read(block(lines, text="_ ends"))
    assert tree.tags == ("X", "VERB")
    assert spelled(tree) == ["_", "ends"]


def test_a_byte_order_mark_windows_line_ends_and_no_last_empty_line(read):
    content = "\ufeff" + block(BIRDS, text="Birds sing.").rstrip().replace("\n", "\r\n")
    (tree,) = read(content)
    assert tree.name == "s1"
    assert spelled(tree) == ["Birds", "sing", "."]


def test_sentences_without_a_name_are_numbered(read):
    assert [tree.name for tree in read(GOOD + block(BIRDS, name=None))] == ["good", "2"]


BROKEN = {
    "ids with a gap": [line(1, "a", 0, "root"), line(3, "b", 1, "dep")],
    "ids from two": [line(2, "a", 0, "root"), line(3, "b", 2, "dep")],
    "ids from zero": [line(0, "a", 0, "root"), line(1, "b", 0, "root")],
    "an id twice": [line(1, "a", 0, "root"), line(1, "b", 1, "dep")],
    "ids backwards": [line(2, "a", 0, "root"), line(1, "b", 2, "dep")],
    "no id": [line("_", "a", 0, "root"), line(1, "b", 0, "root")],
    "a range beyond the end": [line(1, "a", 0, "root"), line("2-4", "b"), line(2, "b", 1, "dep")],
    "a head of itself": [line(1, "a", 0, "root"), line(2, "b", 2, "dep")],
    "a cycle of three": [line(1, "a", 0, "root"), line(2, "b", 3, "x"), line(3, "c", 4, "x"), line(4, "d", 2, "x")],
    "two in a circle without a root": [line(1, "a", 2, "dep"), line(2, "b", 1, "dep")],
    "a head out of range": [line(1, "a", 0, "root"), line(2, "b", 7, "dep")],
    "a head below zero": [line(1, "a", 0, "root"), line(2, "b", -1, "dep")],
    "no head": [line(1, "a", 0, "root"), line(2, "b", "_", "dep")],
    "no relation": [line(1, "a", 0, "root"), line(2, "b", 1, "_")],
    "only an empty node": [line("0.1", "a", "_", "_")],
    "no words": [],
}
UNREADABLE = {
    "letters for an id": [line("one", "a", 0, "root")],
    "letters for a head": [line(1, "a", "zero", "root")],
    "a range that runs backwards": [line("2-1", "ab"), line(1, "a", 0, "root"), line(2, "b", 1, "dep")],
    "nine columns": [line(1, "a", 0, "root").rpartition("\t")[0]],
    "four columns": ["1\ta\ta\tX"],
    "eleven columns": [line(1, "a", 0, "root") + "\t_"],
    "no tabs": ["1 a a X _ _ 0 root _ _"],
}
UNFIT = {
    "another word": (BIRDS, "Birds fly."),
    "words that the text lacks": (BIRDS, "Birds sing"),
    "words that the trees lack": (BIRDS, "Birds sing. Loudly"),
    "another order": (BIRDS, "sing Birds."),
    "a word between": (BIRDS, "Birds always sing."),
    "another case": (BIRDS, "birds sing."),
}


def refused(read, content: str, named: str) -> BadTreebank:
    with pytest.raises(BadTreebank) as caught:
        read(content)
    for language in LANGUAGES:
        message = caught.value.text(language)
        assert named in message
        assert "bank.conllu" in message
        assert "{" not in message
    return caught.value


@pytest.mark.parametrize("case", BROKEN)
def test_a_sentence_that_is_no_tree_is_named(read, case):
    error = refused(read, GOOD + block(BROKEN[case], name="weblog-77"), "weblog-77")
    assert error.key == "treebank_not_tree"


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_sentence_that_is_no_conllu_is_numbered(read, case):
    error = refused(read, GOOD + GOOD + block(UNREADABLE[case], name="weblog-77") + GOOD, "3")
    assert error.key == "treebank_broken"
    assert error.values["number"] == 3


@pytest.mark.parametrize("case", UNFIT)
def test_a_text_that_does_not_fit_its_words_is_named(read, case):
    lines, text = UNFIT[case]
    error = refused(read, GOOD + block(lines, text=text, name="weblog-77"), "weblog-77")
    assert error.key == "treebank_text"


def test_a_file_without_sentences_is_refused(read):
    assert refused(read, "", "bank.conllu").key == "treebank_empty"
    assert refused(read, "\n\n\n", "bank.conllu").key == "treebank_empty"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_file_that_is_no_utf_8_is_refused(read, encoding):
    content = (GOOD * 40 + block([line(1, "Gebäude", 0, "root")], text="Gebäude")).encode(encoding)
    assert refused(read, content, "bank.conllu").key == "treebank_not_text"


@pytest.mark.parametrize("name", ["", "nothing.conllu"])
def test_a_file_that_is_not_there_is_refused(tmp_path, name):
    with pytest.raises(BadTreebank, match="missing"):
        read_treebank(tmp_path / name)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the treebanks are not beside the repository")
@pytest.mark.parametrize(
    ("file", "sentences"),
    [
        ("en_ewt-ud-dev", 2001),
        ("zh_gsdsimp-ud-dev", 500),
        ("en_pud-ud-test", 1000),
        ("pt_pud-ud-test", 1000),
    ],
)
def test_published_treebanks_are_read_whole(file, sentences):
    path = SHARED / f"{file}.conllu"
    trees = read_treebank(path)
    assert len(trees) == sentences
    rows = [one.split("\t") for one in path.read_text("utf-8").splitlines() if one and not one.startswith("#")]
    assert sum(len(tree.forms) for tree in trees) == sum(row[0].isdigit() for row in rows)
    contractions = {row[1] for row in rows if "-" in row[0]}
    for tree in trees:
        assert list(tree.spans) == sorted(tree.spans)
        for word, form in zip(spelled(tree), tree.forms, strict=True):
            assert word == form or (word in contractions and file.startswith("pt"))
