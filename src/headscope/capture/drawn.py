"""The texts of a run: known beforehand, or drawn from a generator as they are needed and remembered as bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import msgspec

from headscope.capture.manifest import text_records
from headscope.errors import BadText
from headscope.models.inputs import Prepared
from headscope.store.layout import TextRecord


@dataclass(slots=True)
class Drawn:
    """Texts on their way into a run.

    Attributes:
        first: the first of them.
        texts: all of them, once.
        known: all of them where they were given as a list; None for a generator.
        records: what the manifest says of those that were drawn from a generator, encoded: about 30 bytes a token.
    """

    first: Prepared
    texts: Iterator[Prepared]
    known: Sequence[Prepared] | None
    records: list[bytes] = field(default_factory=list)

    def remember(self, texts: Sequence[Prepared]) -> None:
        """These texts are on their way."""
        if self.known is None:
            self.records += map(msgspec.msgpack.encode, text_records(texts))

    def told(self) -> tuple[TextRecord, ...]:
        """What the manifest says of all texts so far."""
        if self.known is not None:
            return text_records(self.known)
        return tuple(msgspec.msgpack.decode(record, type=TextRecord) for record in self.records)


def drawn(prepared: Sequence[Prepared] | Iterator[Prepared]) -> Drawn:
    """Texts of a list, or of a generator of which only the first is drawn here.

    Raises:
        BadText: there is none.
    """
    texts = iter(prepared)
    first = next(texts, None)
    if first is None:
        raise BadText("text_empty")
    return Drawn(first, chain([first], texts), None if isinstance(prepared, Iterator) else prepared)
