"""Layers without attention, shared keys and matrices of the model's own are told wherever heads are shown."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import numpy as np
import pytest
from rich.console import Console

from headscope.capture.arrays import from_arrays
from headscope.cli.reports import observed_json
from headscope.errors import BrokenRun
from headscope.show.card import card_json, make_card
from headscope.show.claims import trust_line
from headscope.show.figures import FigurePlan, figure_bytes
from headscope.show.findings import find
from headscope.show.findings_payload import FindingsPayload
from headscope.show.pack_overview import pack_overview
from headscope.show.shelf import open_shelf
from headscope.show.terminal import print_card, print_findings
from headscope.store.layout import AbsentRecord
from headscope.store.run import MANIFEST, MemoryArrays, Run, open_run
from headscope.store.write import save
from tests.show.asked import ask
from tests.show.figures.made import drawn, languages, written
from tests.show.made import attention

ABSENT = tuple(AbsentRecord(f"L{layer}", f"layers.{layer}.mamba", "Mamba") for layer in (0, 2, 4))
NAMES = {"L0": "L1", "L1": "L3"}


@pytest.fixture(scope="module")
def hybrid() -> Run:
    """Five layers, of which L1 (two heads to a key) and L3 (its weights alone were seen) have attention."""
    made = from_arrays(np.stack([attention(4, 6, seed=seed, is_causal=True) for seed in (1, 2)]), list("abcdef"))
    assert isinstance(made.arrays, MemoryArrays)
    arrays = MemoryArrays({(NAMES[site], name): values for (site, name), values in made.arrays.arrays.items()})
    first, second = made.sites
    sites = (
        msgspec.structs.replace(first, site="L1", key_heads=2),
        msgspec.structs.replace(second, site="L3", route="softmax"),
    )
    return Run(msgspec.structs.replace(made.manifest, sites=sites, absent=ABSENT), arrays)


def spoken(found: object, run: Run) -> str:
    console = Console(file=io.StringIO(), width=200)
    print_findings(found, console)  # type: ignore[arg-type]
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "absent", "softmax"),
    [
        ("en", "have no heads to show: L0, L2, L4 (Mamba).", "softmax route in L3: the model's own code makes"),
        ("zh", "没有注意力的层（没有头可看）：L0, L2, L4（Mamba）。", "L3 走 softmax 途径：模型自己的代码"),
    ],
)
def test_findings_say_which_layers_have_no_attention(hybrid: Run, language: str, absent: str, softmax: str) -> None:
    told = spoken(find(hybrid, language=language), hybrid)
    assert absent in told
    assert softmax in told
    payload = ask(open_shelf([hybrid]), FindingsPayload, "run", "findings", language)
    lines = " ".join(payload.readings[0].lines)
    assert absent in lines
    assert softmax in lines


def test_a_run_whose_layers_all_attend_says_nothing(run: Run) -> None:
    told = " ".join(find(run).lines)
    assert "attention," not in told
    assert "softmax" not in told


def test_trust_says_which_site_was_seen_as_weights_alone(hybrid: Run) -> None:
    assert "softmax route in L3" in trust_line(hybrid, "en", site="L3")
    assert "softmax" not in trust_line(hybrid, "en", site="L1")


def test_a_card_names_the_heads_that_share_its_keys(hybrid: Run) -> None:
    shared = {}
    for head in hybrid.heads:
        card = make_card(hybrid, head)
        shared[str(head)] = card_json(card)["shares_keys_with"]
        console = Console(file=io.StringIO(), width=200)
        print_card(card, console)
        has_line = "shares its keys and values with" in console.file.getvalue()  # type: ignore[attr-defined]
        assert has_line == bool(shared[str(head)])
    pairs = {"L1.H0": "L1.H1", "L1.H1": "L1.H0", "L1.H2": "L1.H3", "L1.H3": "L1.H2"}
    assert shared == {name: (other,) for name, other in pairs.items()} | {f"L3.H{n}": None for n in range(4)}


def test_the_sky_is_told_where_layers_without_attention_stand(hybrid: Run) -> None:
    found = pack_overview(open_shelf([hybrid]).runs["run"])
    assert [(one.site, one.mixer, one.place) for one in found.absent] == [
        ("L0", "Mamba", 0), ("L2", "Mamba", 2), ("L4", "Mamba", 4)
    ]  # fmt: skip
    assert [head.shares_keys_with for head in found.heads] == ["L1.H1", "L1.H0", "L1.H3", "L1.H2", "", "", "", ""]
    assert "L0, L2, L4 (Mamba)" in found.without_attention["en"]
    assert not {head.site for head in found.heads} & {one.site for one in found.absent}


@languages
@pytest.mark.parametrize("statistic", ["pattern", "entropy_bits"])
def test_a_figure_of_the_sky_draws_a_bar_where_a_layer_has_no_heads(hybrid: Run, statistic: str, language: str) -> None:
    told = "".join(written(drawn(hybrid, view="sky", statistic=statistic, language=language))).replace(" ", "")
    for one in ABSENT:
        bar = f"{one.site}:noattention(Mamba)" if language == "en" else f"{one.site}：没有注意力（Mamba）"
        assert bar in told
    assert ("L0,L2,L4(Mamba)" if language == "en" else "L0,L2,L4（Mamba）") in told


def test_a_table_of_the_sky_gives_such_a_layer_no_number(hybrid: Run) -> None:
    plan = FigurePlan(view="sky", statistic="entropy_bits")
    lines = list(csv.DictReader(io.StringIO(figure_bytes(hybrid, plan, ending="csv").decode())))
    assert [line["head"] for line in lines] == [*map(str, hybrid.heads), "L0", "L2", "L4"]
    absent = [(line["pattern"], line["value"], line["trust"]) for line in lines[-3:]]
    assert absent == [("no attention (Mamba)", "", "absent")] * 3


def test_json_lists_absent_layers_and_routes(hybrid: Run) -> None:
    found = observed_json(hybrid)
    assert found["absent"][0] == {"site": "L0", "module": "layers.0.mamba", "mixer": "Mamba"}
    assert found["routes"] == {site.route: 1 for site in hybrid.sites}


def test_a_run_from_before_absent_layers_were_listed_opens(hybrid: Run, tmp_path: Path) -> None:
    save(hybrid, tmp_path / "run")
    manifest = tmp_path / "run" / MANIFEST
    told = json.loads(manifest.read_text("utf-8"))
    assert len(told.pop("absent")) == 3
    manifest.write_text(json.dumps(told), encoding="utf-8")
    old = open_run(tmp_path / "run")
    assert old.manifest.absent == ()
    assert [site.site for site in old.sites] == ["L1", "L3"]


@pytest.mark.parametrize("change", [{"absent": [["L1", "m", "Mamba"]]}, {"absent": [["L0", "m", "A"]] * 2}])
def test_a_layer_cannot_both_be_and_be_absent(hybrid: Run, tmp_path: Path, change: dict[str, object]) -> None:
    save(hybrid, tmp_path / "run")
    manifest = tmp_path / "run" / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | change), encoding="utf-8")
    with pytest.raises(BrokenRun, match="sites"):
        open_run(tmp_path / "run")
