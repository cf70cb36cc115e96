"""What the viewer says, in one language."""

from __future__ import annotations

from headscope.base.messages import LANGUAGES, catalogue
from headscope.errors import BadOption
from headscope.show.payload import GlossaryEntry, Strings

ROOMS = ("show.", "words.")
_GLOSSARY = "glossary."


def pack_strings(language: str) -> Strings:
    """The messages of the rooms that the viewer speaks from, and the glossary in the order of the catalogue.

    Raises:
        BadOption: there is no such language.
    """
    if language not in LANGUAGES:
        raise BadOption("viewer_language", value=language, choices=", ".join(LANGUAGES))
    messages = catalogue(language)
    spoken = {key: text for key, text in messages.items() if key.startswith(ROOMS)}
    terms = [key.removesuffix("_term") for key in messages if key.startswith(_GLOSSARY) and key.endswith("_term")]
    entries = (
        GlossaryEntry(
            messages[f"{term}_term"],
            messages[f"{term}_meaning"],
            messages.get(f"{term}_formula", ""),
            messages.get(f"{term}_caution", ""),
        )
        for term in terms
    )
    return Strings(language, spoken, tuple(entries))
