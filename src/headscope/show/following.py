"""What is said of heads that follow what they read; nothing of runs without cross-attention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headscope.errors import NotKept
from headscope.readings.base import HeadFollowing
from headscope.readings.following import LEAST_ROWS, compare_told, read_following
from headscope.show.claims import count, percent, word
from headscope.show.evidence import jump_to_strongest
from headscope.show.findings_payload import Claim, Reading, Table, TableCell, TableLine
from headscope.store.run import Run

NAMED = 8  # heads that a line names
CLAIMS = 5
COLUMNS = ("verdict", "order", "p", "steadiness", "covered", "moved", "rows", "named")


def following_of_run(run: Run) -> tuple[HeadFollowing, ...]:
    """The reading, empty where the run has no cross-attention or kept too little of its rows."""
    try:
        return read_following(run)
    except NotKept:
        return ()


def following_lines(found: Sequence[HeadFollowing], language: str) -> Iterator[str]:
    """How many heads follow and which, and how that compares with the heads that the configuration names."""
    if not found:
        return
    enough = [one for one in found if one.verdict != "few_rows"]
    if not enough:
        yield word("following_few", language, least=LEAST_ROWS)
        return
    names = [one.head for one in ordered(found) if one.verdict == "follows"]
    listed = word("list_comma", language).join(names[:NAMED])
    if len(names) > NAMED:
        listed = word("following_more", language, names=listed, count=len(names) - NAMED)
    tail = word("following_names", language, names=listed) if names else ""
    heads = count("heads", len(enough), language)
    yield word("following_found", language, found=len(names), heads=heads, names=tail)
    if not all(one.is_whole for one in enough):
        yield word("following_strongest", language)
    told = compare_told(found)
    if told is None:
        return
    precision = word("not_available", language) if told.precision is None else percent(told.precision)
    chance = percent(told.told / told.heads)
    yield word("following_told", language, told=told.told, both=told.both, precision=precision, chance=chance)
    ranked = {"rank": f"{told.rank_share:.2f}", "p": f"{told.p_value:.2g}", "told": told.told, "first": told.first}
    yield word("following_rank", language, **ranked)


def ordered(found: Sequence[HeadFollowing]) -> list[HeadFollowing]:
    """The heads, those that follow first, then by order."""
    return sorted(found, key=lambda one: (one.verdict != "follows", -one.order))


def following_claim(one: HeadFollowing, language: str) -> str:
    """What may be said of one head, with its numbers."""
    values = {"head": one.head, "order": _number(one.order)}
    values |= {"covered": percent(one.covered_share), "moved": percent(one.moved_share)}
    if one.verdict == "follows":
        said = word("following_claim", language, **values)
    else:
        said = word("following_claim_not", language, why=word(f"following_{one.verdict}", language), **values)
    if one.is_told is None:
        return said
    told = word("following_is_told" if one.is_told else "following_not_told", language)
    return word("clause_comma", language).join((said, told))


def following_cells(one: HeadFollowing, language: str) -> tuple[str, ...]:
    """A head's line in a table, without its name: as `COLUMNS`."""
    return (
        word(f"following_{one.verdict}", language),
        _number(one.order),
        f"{one.p_value:.3f}",
        _number(one.steadiness),
        percent(one.covered_share),
        percent(one.moved_share),
        str(one.rows),
        word("following_yes", language) if one.is_told else "",
    )


def following_reading(run: Run, found: Sequence[HeadFollowing], language: str) -> Reading:
    """The heads of cross-attention as a reading: lines, the heads with the most order, all of them in a table."""
    follows = [one for one in ordered(found) if one.verdict == "follows"]
    headings = (word("head", language), *(word(f"following_{name}", language) for name in COLUMNS))
    lines = (
        TableLine(
            tuple(TableCell(text) for text in (one.head, *following_cells(one, language))),
            one.head,
            one.verdict == "follows",
        )
        for one in ordered(found)
    )
    heading, note = word("following_heading", language), word("following_note", language)
    return Reading(
        "following",
        heading,
        tuple(following_lines(found, language)),
        tuple(_claim(run, one, language) for one in follows[:CLAIMS]),
        (Table(heading, headings, tuple(lines), note, is_folded=True),),
        word("following_caution", language),
    )


def _claim(run: Run, one: HeadFollowing, language: str) -> Claim:
    return Claim(
        sentence=following_claim(one, language),
        heads=(one.head,),
        grade=word("grade_observed", language),
        score=_number(one.order),
        baseline=_number(0.0),
        interval="",
        evidence=tuple(jump_to_strongest(run, one.head, language)),
        caution=word("following_caution", language),
    )


def _number(value: float) -> str:
    """Two places with a true minus, and no minus before nothing."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")
