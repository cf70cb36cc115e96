"""Links as text: what is read of them, and what is refused by line, link and lengths."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headscope.base.messages import LANGUAGES
from headscope.errors import BadOption
from headscope.readings.pharaoh import (
    GoldLinks,
    check_counting,
    links_line,
    read_gold,
    read_links,
    write_links,
)

ALIGN = Path(__file__).parents[3] / "shared" / "data" / "align"
PUBLIC = {"enfr": (447, 4038, 17438), "roen": (248, 6198, 6198)}  # pairs, sure, possible, counted with grep
LINKS = st.frozensets(st.tuples(st.integers(0, 9), st.integers(0, 9)))


@pytest.fixture
def file(tmp_path: Path):
    def one(content: str) -> Path:
        path = tmp_path / "links.txt"
        path.write_text(content, "utf-8")
        return path

    return one


def shared(name: str) -> Path:
    path = ALIGN / name
    if not path.is_file():
        pytest.skip(f"no {path}")
    return path


def lengths_of(name: str) -> list[tuple[int, int]]:
    lines = shared(f"{name}.src-tgt").read_text("utf-8").strip("\n").split("\n")
    return [tuple(len(side.split()) for side in line.split("|||")) for line in lines]  # type: ignore[misc]


def only(*links: tuple[int, int]) -> GoldLinks:
    return GoldLinks(frozenset(links), frozenset(links))


def test_sure_and_possible_links(file) -> None:
    first, second, third = read_gold(file("0-0 1p2 3-1 \n\n 2p2 2-2\n"))
    assert first == GoldLinks(frozenset({(0, 0), (3, 1)}), frozenset({(0, 0), (1, 2), (3, 1)}))
    assert second == only()
    assert third == only((2, 2))
    assert read_links(file("0-0 1p2\n2-2")) == (frozenset({(0, 0), (1, 2)}), frozenset({(2, 2)}))


def test_counting_from_one_is_taken_off(file) -> None:
    path = file("1-1 3p2\n")
    assert read_gold(path, one_indexed=True, lengths=[(3, 2)]) == (
        GoldLinks(frozenset({(0, 0)}), frozenset({(0, 0), (2, 1)})),
    )


def test_a_line_is_sorted_and_empty_without_links() -> None:
    assert links_line([(10, 1), (2, 11), (2, 3)]) == "2-3 2-11 10-1"
    assert links_line([]) == ""


@settings(deadline=None)
@given(st.lists(LINKS, max_size=5))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, links: list) -> None:
    path = tmp_path_factory.mktemp("links") / "out.txt"
    write_links(path, links)
    assert list(read_links(path, lengths=[(10, 10)] * len(links))) == links


@pytest.mark.parametrize(
    ("content", "options", "key", "said"),
    [
        ("0-0\n0-0 1:1\n", {}, "link_syntax", ["1:1", "line 2"]),
        ("0\t0-0\n", {}, "link_syntax", ["'0'", "line numbers"]),
        ("-1-2\n", {}, "link_syntax", ["-1-2"]),
        ("0-" + "9" * 5000, {}, "link_syntax", ["0-999"]),
        ("１-1\n", {}, "link_syntax", ["１-1"]),
        ("0-0 2-1\n", {"lengths": [(2, 3)]}, "link_out_of_range", ["2-1", "line 1", "1-2", "2 source", "3 target"]),
        ("0-0\n1p3\n", {"lengths": [(2, 3)] * 2}, "link_out_of_range", ["1p3", "line 2"]),
        ("3-1\n", {"lengths": [(2, 3)], "one_indexed": True}, "link_out_of_range", ["3-1", "2-3"]),
        ("1-1\n2-3\n", {"lengths": [(2, 3)] * 2}, "links_seem_from_one", ["2-3", "line 2", "--one-indexed"]),
        ("1-1\n1-0\n", {"one_indexed": True}, "link_index_zero", ["1-0", "line 2"]),
        ("0-0\n", {"lengths": [(1, 1)] * 3}, "links_too_few", ["got 1", "expected 3", "line 2"]),
        ("0-0\n0-0\n", {"lengths": [(1, 1)]}, "links_too_many", ["got 2", "expected 1", "line 2"]),
        ("", {"lengths": [(1, 1)]}, "links_too_few", ["got 0", "line 1"]),
    ],
)
def test_what_does_not_fit_is_refused(file, content: str, options: dict, key: str, said: list[str]) -> None:
    for read in (read_gold, read_links):
        with pytest.raises(BadOption) as caught:
            read(file(content), **options)
        assert caught.value.key == key
        assert all(part in str(caught.value) for part in said), str(caught.value)
        assert all(len(caught.value.text(language)) < 400 for language in LANGUAGES)


def test_a_link_too_far_from_one_too_is_merely_out_of_range(file) -> None:
    for content in ("1-1\n3-3\n4-1\n", "3-3\n0-1\n1-1\n"):
        with pytest.raises(BadOption) as caught:
            read_gold(file(content), lengths=[(3, 3)] * 3)
        assert caught.value.key == "link_out_of_range"


def test_empty_lines_at_the_end_belong_to_pairs_as_long_as_there_are_some(file) -> None:
    assert len(read_gold(file("0-0\n\n\n\n"), lengths=[(1, 1)] * 2)) == 2
    assert len(read_gold(file("0-0\n\n"))) == 2


def test_a_sure_link_is_possible() -> None:
    with pytest.raises(BadOption, match="1-2"):
        GoldLinks(frozenset({(0, 0), (1, 2)}), frozenset({(0, 0)}))


class TestCounting:
    ZERO = tuple(frozenset({(0, 0), (1, 1), (2, 2)}) for _ in range(5))
    ONE = tuple(frozenset({(1, 1), (2, 2), (3, 3)}) for _ in range(5))

    def test_gold_from_one_is_refused_beside_links_from_zero(self) -> None:
        with pytest.raises(BadOption) as caught:
            check_counting(self.ZERO, [only(*line) for line in self.ONE])
        assert caught.value.key == "gold_counts_from_one"

    def test_links_from_one_are_refused_beside_gold_from_zero(self) -> None:
        with pytest.raises(BadOption, match=r"10 of them .* 15 with 1 subtracted") as caught:
            check_counting(self.ONE, [only(*line) for line in self.ZERO])
        assert caught.value.key == "links_count_from_one"

    def test_an_aligner_may_leave_first_words_out(self) -> None:
        links = [frozenset({(1, 2), (2, 1)})] * 5
        check_counting(links, [only((0, 0), (1, 2), (2, 1))] * 5)

    def test_what_cannot_be_told_is_let_through(self) -> None:
        check_counting(self.ZERO[:4], [only(*line) for line in self.ONE[:4]])
        check_counting(self.ONE, [only(*line) for line in self.ONE])
        check_counting([frozenset()] * 5, [only(*line) for line in self.ZERO])
        check_counting([], [])


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_gold_is_read_whole_and_sure_links_are_possible(name: str) -> None:
    gold = read_gold(shared(f"{name}.gold"), one_indexed=True, lengths=lengths_of(name))
    found = len(gold), sum(len(one.sure) for one in gold), sum(len(one.possible) for one in gold)
    assert found == PUBLIC[name]
    assert all(one.sure <= one.possible for one in gold)


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_gold_that_counts_from_one_is_refused_as_from_zero(name: str) -> None:
    with pytest.raises(BadOption, match=r"seem to count from 1: got '.*--one-indexed") as caught:
        read_gold(shared(f"{name}.gold"), lengths=lengths_of(name))
    assert caught.value.key == "links_seem_from_one"


def test_public_gold_that_counts_from_zero_is_refused_as_from_one(tmp_path: Path) -> None:
    lines = shared("sample_eng_deu.gold").read_text("utf-8").splitlines()
    path = tmp_path / "bare.gold"
    path.write_text("\n".join(line.partition("\t")[2] for line in lines), "utf-8")
    assert [len(one.sure) for one in read_gold(path)][:2] == [12, 6]
    assert sum(len(one.possible - one.sure) for one in read_gold(path)) == 17
    with pytest.raises(BadOption) as caught:
        read_gold(path, one_indexed=True)
    assert caught.value.key == "link_index_zero"
