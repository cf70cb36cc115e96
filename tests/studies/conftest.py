"""Reports on tiny models over a small treebank, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from headscope.readings.role_report import RolesReport
from headscope.studies.roles import study_roles
from headscope.studies.roles_plan import RolesPlan
from tests.folders import save_model
from tests.readings.grammar import tree_of_words
from tests.studies.bank import bank_trees, conllu, write_bank

DRAWS = 50
UNREADABLE = (
    tree_of_words("no-token", ["cat", "\u200b", "sleeps"], ["NOUN", "X", "VERB"], [2, 2, -1], ["nsubj", "dep", "root"]),
    tree_of_words("too-long", ["cat"] * 80, ["NOUN"] * 80, [-1, *[0] * 79], ["root", *["dep"] * 79]),
    tree_of_words(
        "other-script", ["猫", "在", "这里"], ["NOUN", "VERB", "ADV"], [1, -1, 1], ["nsubj", "root", "advmod"]
    ),
)


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with models `bert`, `llama`, `bart` and treebanks `first.conllu`, `second.conllu`."""
    folder = tmp_path_factory.mktemp("roles")
    for kind in ("bert", "llama", "bart"):
        save_model(folder / kind, kind)
    write_bank(folder, "first.conllu", bank_trees(90), more=conllu(UNREADABLE))
    write_bank(folder, "second.conllu", bank_trees(60, seed=1))
    return folder


@pytest.fixture(scope="session")
def stored(places: Path) -> tuple[Path, RolesReport]:
    """The report on `bert` over both treebanks, kept in a run."""
    run = places / "run"
    plan = RolesPlan(places / "first.conllu", places / "second.conllu", None, True, run, draws=DRAWS)
    return run, study_roles(str(places / "bert"), plan)
