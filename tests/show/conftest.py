"""Small runs for the tests of show/."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from headscope.capture.arrays import from_arrays
from headscope.readings import alignment_report as on_alignment
from headscope.readings.report_file import encode_report
from headscope.readings.role_report import READING
from headscope.show.page import export_page
from headscope.store.readings import save_reading
from headscope.store.run import Run, open_run
from headscope.store.write import save
from tests.show.browsing import CHROMIUM
from tests.show.made import HOSTILE, attention
from tests.show.made_alignment import alignment_report, hostile_alignment, pairs
from tests.show.made_roles import hostile_report, roles_report


@pytest.fixture(scope="session")
def run() -> Run:
    """Two layers of three heads on one causal text of six words."""
    weights = np.stack([attention(3, 6, seed=seed, is_causal=True) for seed in (1, 2)])
    return from_arrays(weights, ["the", "cat", "sat", "on", "the", "mat"])


@pytest.fixture(scope="session")
def hostile_run() -> Run:
    """One layer of two heads on a text whose labels try to break out."""
    return from_arrays(attention(2, len(HOSTILE), seed=3), list(HOSTILE))


@pytest.fixture(scope="session")
def roles_run(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same run on disk, with a report on roles."""
    folder = tmp_path_factory.mktemp("roles") / "run"
    save(run, folder)
    return save_reading(open_run(folder), READING, encode_report(roles_report()))


@pytest.fixture(scope="session")
def hostile_roles_run(hostile_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The hostile run on disk, with a report whose names try to break out."""
    folder = tmp_path_factory.mktemp("hostile") / "run"
    save(hostile_run, folder)
    return save_reading(open_run(folder), READING, encode_report(hostile_report()))


@pytest.fixture(scope="session")
def crossing() -> Run:
    """Three layers of two heads in which the words of two translations read their sources."""
    targets, sources = zip(*((list(pair.target), list(pair.source)) for pair in pairs()[:2]), strict=True)
    drawn = np.random.default_rng(7)
    weights = [drawn.dirichlet(np.ones(len(s)), size=(3, 2, len(t))) for t, s in zip(targets, sources, strict=True)]
    return from_arrays(weights, query_tokens=list(targets), key_tokens=list(sources))


def with_alignment(run: Run, folder: Path, report: on_alignment.AlignmentReport) -> Run:
    """The run on disk, with a report on alignment."""
    save(run, folder)
    return save_reading(open_run(folder), on_alignment.READING, encode_report(report))


@pytest.fixture(scope="session")
def aligned_run(crossing: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The crossing run with a report that was scored against gold."""
    return with_alignment(crossing, tmp_path_factory.mktemp("aligned") / "run", alignment_report())


@pytest.fixture(scope="session")
def agreed_run(crossing: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same without gold."""
    return with_alignment(crossing, tmp_path_factory.mktemp("agreed") / "run", alignment_report(has_gold=False))


@pytest.fixture(scope="session")
def hostile_aligned_run(hostile_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The hostile run with a report whose words try to break out."""
    return with_alignment(hostile_run, tmp_path_factory.mktemp("hostile") / "aligned", hostile_alignment())


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium that may not reach anything."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()


@pytest.fixture
def opened(browser, tmp_path, request):
    """A page from a file with the network off; afterwards: nothing was asked for, nothing was complained of."""
    made = export_page(request.getfixturevalue(request.param), tmp_path / "page.html")
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    requests, complaints = [], []
    page.on("request", lambda each: requests.append(each.url))
    page.on("pageerror", lambda each: complaints.append(str(each)))
    page.on("console", lambda each: complaints.append(each.text))
    page.goto(made.as_uri())
    yield page
    assert [url for url in requests if url not in {made.as_uri(), "data:,"}] == []
    assert complaints == []
    context.close()
