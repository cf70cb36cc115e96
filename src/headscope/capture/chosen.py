"""Which places of a checked model a plan observes."""

from __future__ import annotations

from collections.abc import Collection

from headscope.capture.manifest import absent_records, site_records
from headscope.capture.plan import Plan, chosen_layers, sites_with_heads
from headscope.capture.record import Keep
from headscope.errors import BadOption
from headscope.models.faith import Checked
from headscope.models.sites import Slot
from headscope.store.layout import AbsentRecord, SiteRecord


def chosen_sites(checked: Checked, plan: Plan, keep: Keep) -> dict[Slot, SiteRecord]:
    """The attention calls that a plan observes, in the order of the model, with a record each.

    Raises:
        BadOption: no layer that it names holds a head that it names.
    """
    layers = layers_of(plan, checked)
    records = site_records(checked)
    if keep == "alignment":
        records = alignment_sites(records)
    wanted = sites_with_heads(plan, records.values())
    sites = {
        slot: site for slot, site in records.items() if checked.slots[slot].site.layer in layers and site.site in wanted
    }
    if plan.heads is not None and not sites:
        raise BadOption("heads_and_layers", layers=plan.layers, heads=plan.heads)
    return sites


def alignment_sites(records: dict[Slot, SiteRecord]) -> dict[Slot, SiteRecord]:
    """The sites where one side of a pair reads the other: cross-attention, or the one stack that reads both."""
    return {slot: site for slot, site in records.items() if site.kind == "cross" or site.query_side == "text"}


def absent_of(plan: Plan, checked: Checked, sites: Collection[SiteRecord]) -> tuple[AbsentRecord, ...]:
    """The layers without attention that a plan asks for; who names heads asks for none of them."""
    return absent_records(checked, layers_of(plan, checked), sites) if plan.heads is None else ()


def layers_of(plan: Plan, checked: Checked) -> set[int]:
    """The layers that a plan names, with those that turned out to have no attention.

    Raises:
        BadOption: see `chosen_layers`.
    """
    there = {check.site.layer for check in checked.slots.values()}
    return chosen_layers(plan, there, {one.site.layer for one in checked.absent})
