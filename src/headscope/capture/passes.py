"""One run of the model over one text or several together, with every attention call folded into the run as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor

from headscope.capture.frames import frame_of
from headscope.capture.queries import visible_intervals
from headscope.capture.record import ROWS_KEPT, Families, Keep, record_call
from headscope.capture.some_rows import RowsOfText, record_some_rows
from headscope.capture.word_maps import word_map
from headscope.errors import CannotObserve
from headscope.models.faith import Checked, SlotCheck, kernel_difference
from headscope.models.inputs import Prepared
from headscope.models.outputs import joint_norms, mixed_values, output_norms, value_norms
from headscope.models.sites import Slot
from headscope.models.tap import Tapped
from headscope.models.windows import whole, windows_at
from headscope.reduce.base import as_numpy
from headscope.reduce.engine import Backend
from headscope.store.layout import SiteRecord
from headscope.store.write import RunWriter, append
from headscope.stream.call import call_of_one
from headscope.stream.weights import Block, block_of_rows


@dataclass(slots=True)
class Pass:
    """Texts on their way through the model: which calls came, and how far the kernel differed at each site.

    Attributes:
        checked: what the self-check found.
        sites: the places that are recorded.
        writer: the run that is being written.
        texts: the texts of this run of the model, in order; shorter ones are padded behind their end.
        keep: what is kept.
        rows_per_block: query rows that are computed at a time.
        kernel: largest difference of each site so far, over all passes.
        backends: how the statistics of each site were computed; `rows` where they were for any text.
        told: called with a site's name and how many more of its query rows are computed, also while they are.
        done: names of the sites that are in the run for all texts of this pass.
        by_rows: names of the sites whose mask was not built, over all passes.
        seen: how often each module has computed attention in this pass.
        rows: of each text the query rows that are looked at, by side; empty where all are.
    """

    checked: Checked
    sites: dict[Slot, SiteRecord]
    writer: RunWriter
    texts: Sequence[Prepared]
    keep: Keep
    rows_per_block: int
    kernel: dict[str, float]
    backends: dict[str, Backend]
    told: Callable[[str, int], None] = lambda site, rows: None
    done: list[str] = field(default_factory=list)
    by_rows: set[str] = field(default_factory=set)
    seen: dict[str, int] = field(default_factory=dict)
    rows: Sequence[RowsOfText] = ()

    def listen(self, tapped: Tapped) -> None:
        """Fold one attention call into the run, text by text."""
        number = self.seen.get(tapped.call.module, 0)
        self.seen[tapped.call.module] = number + 1
        slot = Slot(tapped.call.module, number)
        site = self.sites.get(slot)
        if site is None:
            if slot not in self.checked.slots:
                raise CannotObserve("unexpected_call", module=slot.module, value=number + 1)
            return
        if tapped.is_by_rows:
            self.by_rows.add(site.site)
        rows = self.rows or [{}] * len(self.texts)
        for text, some, alone in zip(self.texts, rows, self._alone(site, tapped), strict=True):
            difference = kernel_difference(alone)
            if not difference <= self.checked.tolerance:
                raise CannotObserve(
                    "kernel_differs", modules=slot.module, value=f"{difference:.2g}",
                    expected=f"{self.checked.tolerance:g}",
                )  # fmt: skip
            self.kernel[site.site] = max(self.kernel.get(site.site, 0.0), difference)
            if some:
                self._record_some(site, alone, text, some[site.query_side])
            else:
                self._record(site, self.checked.slots[slot], alone, text)
        self.done.append(site.site)

    def _alone(self, site: SiteRecord, tapped: Tapped) -> Iterator[Tapped]:
        """The call as each text would have made it alone."""
        tapped = whole(tapped, windows_at(self.texts[0].windows, tapped.call.module))
        call = tapped.call
        sides = [(text.sides[site.query_side], text.sides[site.key_side]) for text in self.texts]
        sizes = [(len(query.tokens), len(key.tokens)) for query, key in sides]
        expected = tuple(map(max, zip(*sizes, strict=True)))
        if expected != (call.queries, call.keys):
            raise CannotObserve(
                "length_differs", module=call.module, value=f"{call.queries} x {call.keys}",
                expected=" x ".join(map(str, expected)),
            )  # fmt: skip
        for number, (queries, keys) in enumerate(sizes):
            yield replace(
                tapped,
                call=call_of_one(call, number, queries, keys),
                output=tapped.output[number : number + 1, :queries],
                weights=None,
            )

    def _record_some(self, site: SiteRecord, tapped: Tapped, text: Prepared, rows: np.ndarray) -> None:
        query, key = text.sides[site.query_side], text.sides[site.key_side]
        frame = frame_of(query, key, site.heads, is_cross=site.kind == "cross")
        backend = record_some_rows(
            self.writer,
            site.site,
            frame,
            tapped.call,
            rows,
            rows_per_block=self.rows_per_block,
            told=partial(self.told, site.site),
        )
        self._computed(site, backend)

    def _computed(self, site: SiteRecord, backend: Backend) -> None:
        """Remember how a site was computed: by rows, if that was the way for any text."""
        if backend == "rows" or site.site not in self.backends:
            self.backends[site.site] = backend

    def _record(self, site: SiteRecord, check: SlotCheck, tapped: Tapped, text: Prepared) -> None:
        query, key = text.sides[site.query_side], text.sides[site.key_side]
        call, projection = tapped.call, check.projection
        if self.keep == "words":
            weights = block_of_rows(call, 0, call.queries).weights
            pooled = word_map(weights, query.words, key.words).float()
            append(self.writer, site.site, as_numpy({"word_weights": pooled}), {"word_weights": 2})
            self.told(site.site, call.queries)
            return
        frame = frame_of(query, key, site.heads, is_cross=site.kind == "cross")
        norms: dict[str, list[Tensor]] = {}

        def each(block: Block) -> None:
            if projection is None:
                return
            mixed = mixed_values(block.weights, call)
            norms.setdefault("output_norm", []).append(output_norms(mixed, projection).float())
            if self.keep == "alignment":
                norms.setdefault("joint_norm", []).append(joint_norms(block.weights, call, projection).float())

        def extra(families: Families) -> dict[str, Any]:
            found: dict[str, Any] = {name: torch.cat(parts, dim=1) for name, parts in norms.items()}
            if self.keep == "qk":
                found |= _queries_and_keys(tapped)
            if projection is not None:
                found["value_norm"] = value_norms(call, projection).float()
                if self.keep not in ROWS_KEPT:
                    # The model's kernel has multiplied A V already; where a row sees no key its output means nothing.
                    norm = output_norms(tapped.output[0].transpose(0, 1), projection).float()
                    found["output_norm"] = as_numpy({"": norm})[""] * (families["rows"]["visible_keys"] > 0)
            return found

        backend = record_call(
            self.writer,
            site.site,
            frame,
            call,
            keep=self.keep,
            rows_per_block=self.rows_per_block,
            told=partial(self.told, site.site),
            each=each if self.keep in ROWS_KEPT else None,
            extra=extra,
        )
        self._computed(site, backend)


def _queries_and_keys(tapped: Tapped) -> dict[str, Any]:
    """What is needed to compute rows again: q, k and each row's visible interval (log_sum_exp is a statistic)."""
    call = tapped.call
    if call.q is None or call.k is None:
        raise CannotObserve("keep_qk_weights", module=call.module)
    if call.bias is not None:
        raise CannotObserve("keep_qk_bias", module=call.module)
    intervals = visible_intervals(call)
    if intervals is None:
        raise CannotObserve("keep_qk_mask", module=call.module)
    return {"q": call.q[0], "k": call.k[0], **intervals}
