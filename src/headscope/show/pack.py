"""Choosing what goes into a page: findings and all heads always, matrices as far as the budget goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headscope.base.axes import cells
from headscope.base.heads import Head
from headscope.base.messages import LANGUAGES, catalogue
from headscope.readings.base import HeadPattern, HeadStatistics, HeadWords
from headscope.readings.edges import read_edges
from headscope.readings.patterns import read_patterns
from headscope.readings.statistics import read_statistics
from headscope.show.claims import NORM_STATISTICS, STATISTICS, faith_line, pattern_claim, statistic_text, trust_line
from headscope.show.examples import clearest_heads, rows_or_none, words_of_clearest
from headscope.show.findings import make_findings
from headscope.show.labels import visible_label
from headscope.show.palette import PATTERN_COLOURS, RAMP_DARK, RAMP_LIGHT
from headscope.show.payload import (
    FORMAT,
    AlignmentPayload,
    EdgePayload,
    HeadPayload,
    HeadRolesPayload,
    Payload,
    PicturePayload,
    RolesPayload,
    RowPayload,
    SidePayload,
    SitePayload,
    TextPayload,
    pack_array,
    size_bytes,
)
from headscope.show.pictures import picture_of, pooled_picture_of
from headscope.show.stored_alignment import stored_alignment
from headscope.show.stored_roles import stored_roles
from headscope.store.run import Run

if TYPE_CHECKING:
    from headscope.readings.alignment_report import AlignmentReport
    from headscope.readings.role_report import RolesReport

BUDGET_BYTES = 6_000_000
ROWS = 200
EDGES = 8
BYTES_OF_ROW = 24
BYTES_OF_EDGE = 28


@dataclass(frozen=True, slots=True)
class Choice:
    """What a page holds: texts, and the heads on texts whose every weight is there."""

    texts: tuple[int, ...]
    whole: frozenset[tuple[Head, int]]


def pack(
    run: Run,
    *,
    language: str,
    texts: Sequence[int] | None = None,
    quoted: Sequence[int] = (),
    budget_bytes: int = BUDGET_BYTES,
) -> Payload:
    """The payload of a run's page; the arguments are those of `export_page`."""
    patterns, statistics = read_patterns(run), read_statistics(run)
    roles, alignment = stored_roles(run), stored_alignment(run)
    heads = {str(head): head for head in run.heads}
    named = [heads[each.head] for each in clearest_heads(patterns)]
    words = words_of_clearest(run, patterns, quoted or texts or ())
    run_name = run.path.name if run.path else "RUN"
    findings = {
        each: make_findings(
            run,
            patterns,
            statistics=statistics,
            words=words,
            language=each,
            run_name=run_name,
            quoted=quoted,
            roles=roles,
            alignment=alignment,
        )
        for each in LANGUAGES
    }
    examples = [example.text for each in findings[language].clearest for example in each.examples]
    choice = choose(
        run, named, wanted=examples if texts is None else texts, is_fixed=texts is not None, budget_bytes=budget_bytes
    )
    return Payload(
        FORMAT,
        language,
        {each: findings[each].title for each in LANGUAGES},
        run_name,
        tuple(_text(run, number) for number in choice.texts),
        run.texts - len(choice.texts),
        tuple(_site(run, record.site) for record in run.sites),
        tuple(_heads(patterns, statistics, roles)),
        tuple(_pictures(run, choice)),
        findings,
        {each: faith_line(run, each) for each in LANGUAGES},
        {each: _messages(each) for each in LANGUAGES},
        PATTERN_COLOURS,
        {"light": RAMP_LIGHT, "dark": RAMP_DARK},
        _roles(roles),
        _alignment(alignment),
    )


def choose(run: Run, named: Sequence[Head], *, wanted: Sequence[int], is_fixed: bool, budget_bytes: int) -> Choice:
    """Texts while small pictures of all heads fill at most half the budget; then whole matrices, named heads first.

    With `is_fixed` the wanted texts and no others are taken, however large.
    """
    order = list(dict.fromkeys(wanted if is_fixed else [*wanted, *range(run.texts)]))
    taken: list[int] = []
    left = budget_bytes
    for number in order:
        small = sum(_small_bytes(run, head, number) for head in run.heads)
        if not is_fixed and taken and left - small < budget_bytes // 2:
            continue
        taken.append(number)
        left -= small
    whole: set[tuple[Head, int]] = set()
    kept = [head for head in run.heads if run.has(str(head.site), "weights")]
    wishes = [(head, number) for number in taken for head in named if head in kept]
    wishes += [(head, number) for number in taken for head in kept if head not in named]
    for head, number in wishes:
        more = _whole_bytes(run, head, number) - _small_bytes(run, head, number)
        if more <= left:
            whole.add((head, number))
            left -= more
    return Choice(tuple(sorted(taken)), frozenset(whole))


def _shape(run: Run, head: Head, text: int) -> tuple[int, int]:
    record = run.site(str(head.site))
    sides = run.manifest.texts[text].sides
    return len(sides[record.query_side].tokens), len(sides[record.key_side].tokens)


def _small_bytes(run: Run, head: Head, text: int) -> int:
    rows, columns = _shape(run, head, text)
    return size_bytes(cells(rows)[1], cells(columns)[1], "root8")


def _whole_bytes(run: Run, head: Head, text: int) -> int:
    rows, columns = _shape(run, head, text)
    return size_bytes(rows, columns, "float16") + BYTES_OF_ROW * min(rows, ROWS) + BYTES_OF_EDGE * EDGES


def _pictures(run: Run, choice: Choice) -> list[PicturePayload]:
    whole = sorted({head for head, _ in choice.whole})
    words = {
        (each.head, each.text): each
        for number in choice.texts
        if (names := ",".join(str(head) for head in whole if (head, number) in choice.whole))
        for each in rows_or_none(run, names, number)
    }
    found = []
    for head in run.heads:
        for number in choice.texts:
            key = (str(head), number)
            is_whole = (head, number) in choice.whole
            picture = picture_of(run, head, number) if is_whole else pooled_picture_of(run, head, number)
            found.append(
                PicturePayload(
                    str(head),
                    number,
                    picture.tokens_per_row,
                    picture.tokens_per_column,
                    pack_array(picture.weights, "float16" if is_whole else "root8"),
                    tuple(_rows(run, head, words[key])) if is_whole and key in words else (),
                    tuple(_edges(run, head, number)) if is_whole else (),
                )
            )
    return found


def _rows(run: Run, head: Head, words: HeadWords) -> list[RowPayload]:
    side = run.manifest.texts[words.text].sides[run.site(str(head.site)).query_side]
    return [
        RowPayload(
            row.query_index,
            side.words[row.query_index].first,
            row.verdict,
            tuple((key.key_index, int(f"{key.share:.2f}".replace(".", ""))) for key in row.keys),
        )
        for row in words.rows[:ROWS]
    ]


def _edges(run: Run, head: Head, text: int) -> list[EdgePayload]:
    return [
        EdgePayload(visible_label(edge.query, limit=40), visible_label(edge.key, limit=40), round(edge.weight, 4))
        for edge in read_edges(run, str(head), EDGES, text=text)
        if not edge.is_sink and not edge.is_special_query
    ]


def _text(run: Run, number: int) -> TextPayload:
    sides = run.manifest.texts[number].sides
    title = " / ".join(
        visible_label(side.source or " ".join(t.text for t in side.tokens), limit=60) for side in sides.values()
    )
    labels = {
        name: SidePayload(
            tuple(visible_label(token.text) for token in side.tokens),
            tuple(visible_label(each.text, limit=40) for each in side.words),
        )
        for name, side in sides.items()
    }
    return TextPayload(number, title, labels)


def _site(run: Run, site: str) -> SitePayload:
    record = run.site(site)
    trust = {each: trust_line(run, each, site=site) for each in LANGUAGES}
    return SitePayload(site, record.heads, record.query_side, record.key_side, trust)


def _heads(
    patterns: Sequence[HeadPattern], statistics: Sequence[HeadStatistics], roles: RolesReport | None
) -> list[HeadPayload]:
    of_head = {each.head: each for each in statistics}
    return [
        HeadPayload(
            pattern.head,
            pattern.head.rpartition(".")[0],
            pattern.label,
            {name: round(share, 4) for name, share in pattern.shares.items()},
            pattern.offset,
            round(pattern.strength, 4),
            pattern.secondary,
            round(pattern.confidence, 4),
            pattern.evidence,
            pattern.sink_kind,
            round(pattern.sink_share, 4),
            {each: pattern_claim(pattern, each) for each in LANGUAGES},
            {
                each: {
                    name: statistic_text(of_head[pattern.head], name, each) for name in (*STATISTICS, *NORM_STATISTICS)
                }
                for each in LANGUAGES
            },
            _head_roles(roles, pattern.head),
        )
        for pattern in patterns
    ]


def _roles(report: RolesReport | None) -> dict[str, RolesPayload] | None:
    if report is None:
        return None
    from headscope.show.pack_roles import pack_roles

    return {language: pack_roles(report, language) for language in LANGUAGES}


def _alignment(report: AlignmentReport | None) -> AlignmentPayload | None:
    if report is None:
        return None
    from headscope.show.pack_alignment import pack_alignment

    return pack_alignment(report)


def _head_roles(report: RolesReport | None, head: str) -> dict[str, HeadRolesPayload] | None:
    if report is None:
        return None
    from headscope.show.pack_roles import pack_head_roles

    return pack_head_roles(report, head)


def _messages(language: str) -> dict[str, str]:
    rooms = ("show.", "words.")
    return {key: text for key, text in catalogue(language).items() if key.startswith(rooms)}
