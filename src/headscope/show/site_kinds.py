"""What there is to know of the places of a model: layers without attention, matrices of its own, shared keys."""

from __future__ import annotations

from headscope.base.heads import Head, Site, heads_text, in_layer_order, parse_site, shares_keys_with, sites_text
from headscope.show.claims import own_matrices, word
from headscope.show.labels import visible_label
from headscope.store.layout import AbsentRecord
from headscope.store.run import Run


def kinds_of_site(run: Run, language: str) -> list[str]:
    """Sentences on layers without attention and on layers whose matrices the model makes itself; none where all are
    like most."""
    matrices = own_matrices(run, language)
    note = "" if matrices is None else word("site_note", language, note=matrices)
    return [*filter(None, (absent_line(run, language), note))]


def absent_line(run: Run, language: str) -> str:
    """The sentence that names the layers without attention, by what mixes tokens there; empty where all have it."""
    mixers: dict[str, list[AbsentRecord]] = {}
    for one in run.manifest.absent:
        mixers.setdefault(visible_label(one.mixer), []).append(one)
    if not mixers:
        return ""
    told = [
        word("in_brackets", language, text=sites_text(parse_site(one.site) for one in members), more=mixer)
        for mixer, members in mixers.items()
    ]
    return word("absent_layers", language, layers=word("list_comma", language).join(told))


def layer_lines(run: Run) -> list[Site]:
    """The sites of a run and its layers without attention, each where it stands in its stack."""
    sites = [parse_site(each.site) for each in run.sites]
    return in_layer_order(sites, (parse_site(one.site) for one in run.manifest.absent))


def absent_bar(absent: AbsentRecord, language: str) -> str:
    """What stands where the heads of a layer without attention would."""
    return word("absent_layer", language, site=absent.site, mixer=visible_label(absent.mixer))


def key_group(run: Run, head: Head) -> tuple[Head, ...] | None:
    """The other heads that share their keys and values with a head; None where the run cannot tell, because the
    model's own code showed its weights alone."""
    record = run.site(str(head.site))
    if record.route == "softmax":
        return None
    return shares_keys_with(head, heads=record.heads, key_heads=record.key_heads)


def shared_keys_words(run: Run, head: Head, language: str) -> str | None:
    """That a head shares its keys and with whom; None where it does not."""
    group = key_group(run, head)
    return word("shares_keys", language, head=head, others=heads_text(group)) if group else None
