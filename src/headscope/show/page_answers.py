"""Which answers a page holds: what every view needs, and whole matrices of the heads that the findings name and, while
there is room, of others up to forty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, product

import msgspec

from headscope.base.axes import TILE_CELLS
from headscope.base.heads import Head
from headscope.base.messages import LANGUAGES
from headscope.errors import NotKept
from headscope.show.answers import path_of
from headscope.show.claims import word
from headscope.show.findings_payload import FindingsPayload
from headscope.show.known import alignment_of
from headscope.show.pack_findings import pack_findings
from headscope.show.pack_head import pack_head
from headscope.show.pack_overview import finest_tiles, pack_overview
from headscope.show.pack_pairs import pack_pair, pack_pairs
from headscope.show.pack_segments import pack_segments
from headscope.show.pack_shelf import pack_shelf
from headscope.show.pack_strings import pack_strings
from headscope.show.pack_text import pack_text, pack_thumbnails
from headscope.show.pack_tile import pack_tile
from headscope.show.packing import coarsened, squeezed
from headscope.show.payload import Missing, Overview, Thumbnails, TilePayload
from headscope.show.shelf import OpenRun, ShelfOfRuns
from headscope.store.run import Run, one_text
from headscope.store.tiles import CHANNELS, highest_level

BUDGET_BYTES = 13_500_000
ALL_HEADS_BYTES = 42_500_000
NAMED_HEADS = 40
PAIRS = 200
_ONE_BY_ONE = 1024  # tokens up to which a page holds a matrix token by token
_COARSE_LEVELS = 3  # of a longer text it holds so many levels, from the coarsest on
_BESIDE = 400  # bytes of a tile beside its numbers, its request included
# How far numbers of tiles may be off by quality: in two bytes, in one, and with every second or third code of one.
_ROUNDED = {0: "0.02 %", 1: "3 %", 2: "6 %", 3: "9 %"}
_MOST_ROUNDED = 4


@dataclass(frozen=True, slots=True)
class PagePlan:
    """What a page is asked to hold.

    Attributes:
        texts: numbers of the texts to show, all of them; None for those of the evidence and as many others as fit.
        quoted: texts that the findings quote a sentence from; without any, whichever shows a head best.
        has_all_heads: whole matrices of all heads, not only of 40: those that the findings name, then the first others.
        budget_bytes: how much answers may take together (what every view needs is taken all the same); None for what
            fits a page of 15 MB, or 45 MB with all heads.
    """

    texts: tuple[int, ...] | None = None
    quoted: tuple[int, ...] = ()
    has_all_heads: bool = False
    budget_bytes: int | None = None


def page_answers(shelf: ShelfOfRuns, plan: PagePlan) -> dict[str, msgspec.Raw]:
    """The answers of a page of the only run of a shelf, by request.

    Of a matrix that is there token by token only the finest tiles are taken: coarser ones, rows and columns follow from
    them, and the viewer makes them. Where the budget is short, numbers are rounded further before heads are left out.
    """
    opened = next(iter(shelf.runs.values()))
    run, name = opened.run, opened.name
    usual = ALL_HEADS_BYTES if plan.has_all_heads else BUDGET_BYTES
    taken = _Taken(usual if plan.budget_bytes is None else plan.budget_bytes)
    found = {each: pack_findings(opened, each, quoted=plan.quoted) for each in LANGUAGES}
    overview = pack_overview(opened, is_whole=True)
    taken.need(pack_shelf(shelf), "shelf")
    taken.need(_not_inside(name), "not_inside")
    for each in LANGUAGES:
        taken.need(pack_strings(each), "strings", each)
        taken.need(found[each], name, "findings", each)
    named = _named(run, found["en"])
    others = [head for head in run.heads if head not in named]
    texts = list(_texts(taken, run, name, plan, found["en"]))
    _take_pairs(taken, opened)
    spare = others[: NAMED_HEADS - len(named)]  # where there is room for more, so that a small run is there whole
    for text in texts:
        _take_heads(taken, opened, text, (*named, *spare), others[len(spare) :])
    wanted = (*named, *others) if plan.has_all_heads else named
    quality = _take_tiles(taken, opened, product(texts, wanted), quality=int(plan.has_all_heads))
    if not plan.has_all_heads:
        _take_tiles(taken, opened, product(texts, spare), quality=quality, may_round=False)
    taken.need(_with_notice(overview, quality) if quality else overview, name, "overview")
    return taken.answers


class _Taken:
    """Answers by request, and how many bytes are left for more."""

    def __init__(self, budget_bytes: int) -> None:
        self.answers: dict[str, msgspec.Raw] = {}
        self.left = budget_bytes

    def need(self, found: msgspec.Struct, *parts: str | int) -> None:
        """Take an answer."""
        content = _encoded(found)
        self.answers[path_of(*parts)] = msgspec.Raw(content)
        self.left -= len(content)

    def want(self, found: msgspec.Struct, *parts: str | int, spare: int = 0) -> None:
        """Take an answer if it leaves `spare` bytes."""
        if len(_encoded(found)) <= self.left - spare:
            self.need(found, *parts)


def _encoded(found: msgspec.Struct) -> bytes:
    content = msgspec.json.encode(found)
    return content if isinstance(found, TilePayload | Thumbnails) else squeezed(content)  # arrays are deflated already


def _named(run: Run, found: FindingsPayload) -> list[Head]:
    """The heads that findings name: those of the four views, of claims, of lines that stand out."""
    heads = {str(head): head for head in run.heads}
    names = [view.head for view in found.four_views]
    for reading in found.readings:
        names += [head for claim in reading.claims for head in claim.heads]
        names += [line.head for table in reading.tables for line in table.lines if line.is_strong]
    return [heads[name] for name in dict.fromkeys(names) if name in heads][:NAMED_HEADS]


def _texts(taken: _Taken, run: Run, name: str, plan: PagePlan, found: FindingsPayload) -> Iterator[int]:
    """Texts whose labels and small pictures are taken: those of the plan; else first those of the evidence, then others
    while half the budget is left."""
    claims = [claim for reading in found.readings for claim in reading.claims]
    evidence = dict.fromkeys(jump.text for claim in claims for jump in claim.evidence)
    half = taken.left // 2
    for text in dict.fromkeys((*evidence, *range(run.texts)) if plan.texts is None else plan.texts):
        pictures = pack_thumbnails(run, text)
        is_needed = plan.texts is not None or text == next(iter(evidence), 0)
        if is_needed or taken.left - len(msgspec.json.encode(pictures)) > half:
            taken.need(pack_text(run, text), name, "text", text)
            taken.need(pictures, name, "thumbnails", text)
            yield text


def _take_pairs(taken: _Taken, opened: OpenRun) -> None:
    if alignment_of(opened) is None:
        return
    pairs = pack_pairs(opened, most=PAIRS)
    taken.need(pairs, opened.name, "pairs")
    half = taken.left // 2
    for number, _ in pairs.pairs:
        taken.want(pack_pair(opened, number), opened.name, "pair", number, spare=half)


def _take_heads(taken: _Taken, opened: OpenRun, text: int, some: Iterable[Head], others: Iterable[Head]) -> None:
    """Pages of heads, of some with rows in words and segments, while half the budget is left."""
    half = taken.left // 2
    for head in some:
        taken.want(pack_head(opened, head, text), opened.name, "head", str(head), text, spare=half)
        try:
            table = pack_segments(opened.run, head, text)
        except NotKept:
            continue
        taken.want(table, opened.name, "segments", str(head), text, spare=half)
    for head in others:
        taken.want(pack_head(opened, head, text, has_rows=False), opened.name, "head", str(head), text, spare=half)


def _take_tiles(
    taken: _Taken, opened: OpenRun, wanted: Iterable[tuple[int, Head]], *, quality: int, may_round: bool = True
) -> int:
    """Tiles of heads on texts, the first ones first, rounded further where the budget is short and they may be; the
    quality they were taken in."""
    made: list[list[TilePayload]] = []
    room = (_MOST_ROUNDED if may_round else 1) * taken.left  # what would not fit however rounded is not even made
    for (text, site), members in groupby(wanted, key=lambda each: (each[0], str(each[1].site))):
        run = one_text(opened.run, site, text)
        for _, head in members:
            if room > 0:
                made.append(list(_tiles(run, head, text, quality)))
                room -= _size(made[-1])
    while may_round and sum(map(_size, made)) > taken.left and quality < max(_ROUNDED):
        quality += 1
        made = [[_rounded(tile, quality) for tile in tiles] for tiles in made]
    for tiles in made:
        if _size(tiles) <= taken.left:  # all of a head on a text, or none
            for tile in tiles:
                place = (tile.level, tile.x, tile.y, tile.channel)
                taken.need(tile, opened.name, "tile", tile.head, tile.text, *place)
    return quality


def _tiles(run: Run, head: Head, text: int, quality: int) -> Iterator[TilePayload]:
    """The tiles of a head that a page wants, from a run of this text alone."""
    for place in _places(run, head, 0):
        tile = pack_tile(run, head, 0, *place, encoding="log8" if quality else "log16")
        tile = msgspec.structs.replace(tile, text=text)
        yield _rounded(tile, quality) if quality > 1 else tile


def _rounded(tile: TilePayload, quality: int) -> TilePayload:
    return msgspec.structs.replace(tile, array=coarsened(tile.array, quality))


def _size(tiles: Iterable[TilePayload]) -> int:
    """What tiles take, as near as need be without encoding them."""
    return sum(len(tile.array.values) + _BESIDE for tile in tiles)


def _places(run: Run, head: Head, text: int) -> Iterator[tuple[int, int, int, str]]:
    """The tiles of a head on a text that a page wants: level, x, y, channel."""
    record, sides = run.site(str(head.site)), run.manifest.texts[text].sides
    queries, keys = (len(sides[side].tokens) for side in (record.query_side, record.key_side))
    finest, highest = finest_tiles(run, record, text), highest_level(queries, keys)
    if finest is None:
        return
    is_one_by_one = finest == 0 and max(queries, keys) <= _ONE_BY_ONE
    levels = [0] if is_one_by_one else range(highest, max(finest, highest - _COARSE_LEVELS + 1) - 1, -1)
    for level in levels:
        down, across = (range(-(-length // (TILE_CELLS << level))) for length in (queries, keys))
        channels = CHANNELS if level else ("peak",)  # of single tokens both are the weight
        for y, x, channel in product(down, across, channels):
            yield level, x, y, channel


def _with_notice(overview: Overview, quality: int) -> Overview:
    """The overview with what pictures of a page are rounded to."""
    notices = {
        each: (*told, word("page_rounding", each, share=_ROUNDED[quality])) for each, told in overview.notices.items()
    }
    return msgspec.structs.replace(overview, notices=notices)


def _not_inside(name: str) -> Missing:
    """What a page says of what it does not hold."""
    commands = {"view": f"headscope view {name}", "export": f"headscope export {name} page.html --all-heads"}
    return Missing("not_inside", {each: word("page_not_inside", each, **commands) for each in LANGUAGES})
