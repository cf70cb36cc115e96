"""Everything that is claimed of a run, in one language."""

from __future__ import annotations

from collections.abc import Iterator

from headscope.base.messages import LANGUAGES
from headscope.errors import BadOption, NotKept
from headscope.show.claims import word
from headscope.show.findings import Findings, make_findings
from headscope.show.findings_payload import Command, FindingsPayload, Reading
from headscope.show.following import following_reading
from headscope.show.four_views import four_views
from headscope.show.known import alignment_of, following_of, patterns_of, roles_of, statistics_of, words_of
from headscope.show.pattern_reading import pattern_reading
from headscope.show.shelf import OpenRun


def pack_findings(opened: OpenRun, language: str, *, quoted: tuple[int, ...] = ()) -> FindingsPayload:
    """The readings of a run: its own, then those of stored reports.

    Args:
        opened: the run.
        language: `en` or `zh`.
        quoted: texts of which each clearest head gets a sentence.

    Raises:
        BadOption: there is no such language.
    """
    if language not in LANGUAGES:
        raise BadOption("viewer_language", value=language, choices=", ".join(LANGUAGES))
    try:
        found = _found(opened, language, quoted)
    except NotKept as error:
        own = Reading(
            "patterns", word("reading_patterns_heading", language), (error.text(language),), (), (),
            word("caution", language),
        )  # fmt: skip
        return FindingsPayload(language, (own, *_reports(opened, language)), (), ())
    views = four_views(patterns_of(opened).values(), statistics_of(opened), roles_of(opened), language)
    return FindingsPayload(
        language,
        (pattern_reading(opened.run, found), *_reports(opened, language)),
        tuple(Command(each.command, each.purpose) for each in found.commands),
        tuple(views),
    )


def _found(opened: OpenRun, language: str, quoted: tuple[int, ...]) -> Findings:
    return make_findings(
        opened.run,
        list(patterns_of(opened).values()),
        statistics=list(statistics_of(opened).values()),
        words=words_of(opened, quoted),
        language=language,
        run_name=opened.name,
        quoted=quoted,
        roles=roles_of(opened),
        alignment=alignment_of(opened),
        following=following_of(opened),
    )


def _reports(opened: OpenRun, language: str) -> Iterator[Reading]:
    """Readings of cross-attention and of the reports that the run holds; without reports nothing is loaded that reads
    them."""
    following = following_of(opened)
    if following:
        yield following_reading(opened.run, following, language)
    roles, alignment = roles_of(opened), alignment_of(opened)
    if roles is not None:
        from headscope.show.roles_reading import roles_reading

        yield roles_reading(opened.run, roles, language)
    if alignment is not None:
        from headscope.show.alignment_reading import alignment_reading

        yield alignment_reading(opened.run, alignment, language)
