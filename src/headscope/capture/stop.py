"""An observation that is stopped leaves what was done as a run of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from headscope.base.context import Progress
from headscope.base.interrupt import uninterrupted
from headscope.store.layout import AskedRecord, Manifest
from headscope.store.run import Run
from headscope.store.write import RunWriter, abandon, cut, finish


class Stopped(KeyboardInterrupt):
    """Ctrl-C came while a model was observed; `run` holds what was done until then.

    It is a KeyboardInterrupt, so nobody catches it by accident. Statistics of the run are those of a complete one; what
    is missing is whole sites or whole texts, `run.manifest.asked` says of how many.
    """

    def __init__(self, run: Run) -> None:
        super().__init__(str(run.path or ""))
        self.run = run


def done_manifest(final: Manifest, texts: int, sites: Sequence[str], on_their_way: int) -> Manifest | None:
    """The manifest of what was done: the whole texts, else the sites of the first ones; None where there is nothing.

    A run is a rectangle of sites and texts. Whole texts come first, as each can be read in every layer.

    Args:
        final: the manifest of the run as it would have been.
        texts: number of texts that went through the whole model, from the first.
        sites: names of the sites that are done for the texts on their way.
        on_their_way: number of texts in the model when it was stopped.

    Returns:
        The manifest, marked partial.

    >>> from headscope.store.layout import PlanRecord
    >>> done_manifest(Manifest(1, "complete", {}, PlanRecord("none"), (), ()), 0, [], 1) is None
    True
    """
    asked = AskedRecord(len(final.sites), len(final.texts))
    if texts:
        return msgspec.structs.replace(final, state="partial", texts=final.texts[:texts], asked=asked)
    done = tuple(site for site in final.sites if site.site in sites)
    if not done:
        return None
    return msgspec.structs.replace(final, state="partial", sites=done, texts=final.texts[:on_their_way], asked=asked)


@contextmanager
def stoppable(writer: RunWriter, done: Callable[[], Manifest | None]) -> Iterator[None]:
    """Where an observation does not come to its end nothing of its run is left, but for what Ctrl-C finds done.

    Args:
        writer: the run that is being written.
        done: the manifest of what is done; None where that is nothing.

    Raises:
        Stopped: Ctrl-C came, and something is done.
    """
    try:
        yield
    except KeyboardInterrupt as interrupt:
        manifest = done()
        if manifest is None:
            abandon(writer)
            raise
        raise Stopped(close(writer, manifest)) from interrupt
    except BaseException:
        abandon(writer)
        raise


def close(writer: RunWriter, manifest: Manifest) -> Run:
    """Close a run, cut down to what its manifest says where it is partial; Ctrl-C waits until it has its name.

    Where that fails nothing is left.
    """
    try:
        with uninterrupted():
            if manifest.state == "partial":
                cut(writer, manifest)
            return finish(writer, manifest)
    except Exception:
        abandon(writer)
        raise


def rows_told(progress: Progress, total: int) -> Callable[[str, int], None]:
    """A function that is told of a site and how many more of its rows are done, and passes on how many are in all.

    >>> told = []
    >>> count = rows_told(lambda *step: told.append(step), 8)
    >>> count("L0", 4), count("L1", 4)
    (None, None)
    >>> told
    [('observe', 0, 8), ('observe', 4, 8, 'L0'), ('observe', 8, 8, 'L1')]
    """
    done = 0
    progress("observe", 0, total)

    def count(site: str, rows: int) -> None:
        nonlocal done
        done += rows
        progress("observe", done, total, site)

    return count
