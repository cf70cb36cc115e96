"""Read two spoken sentences with whisper-base as docs/speech.md says, and write docs/speech.md and docs/speech.zh.md.

    .venv/bin/python docs/make_speech.py --measure     # run the model again, then write (scripts/models whisper-base)
    .venv/bin/python docs/make_speech.py               # write only

The sound is tests/data/speech.wav. What was read is kept in docs/measured/speech.json; every number of the two pages is
read from there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from headscope.base.messages import say  # noqa: E402
from headscope.readings.base import HeadFollowing  # noqa: E402
from headscope.readings.following import compare_told  # noqa: E402
from headscope.readings.read import as_json  # noqa: E402
from headscope.show.claims import word  # noqa: E402
from headscope.show.following import COLUMNS, following_cells, following_lines, ordered  # noqa: E402
from tests.speech import SAID, SPEECH  # noqa: E402

MEASURED = ROOT / "docs" / "measured" / "speech.json"
PAGES = {"en": "speech.md", "zh": "speech.zh.md"}
MODEL = "whisper-base"


def measure() -> dict[str, Any]:
    """What the reading says of every head, what those that the configuration names give to padding, and the strongest
    frame of each word for the head with the most order."""
    import headscope as hs

    run = hs.observe(MODEL, sound=SPEECH, target=SAID, plan=hs.Plan(keep="alignment"))
    found = hs.read(run, "following")
    sound = run.manifest.texts[0].sides["sound"]
    head = ordered(found)[0].head
    [rows] = hs.read(run, "words", heads=head, exclude_special=True)
    assert sound.frames is not None
    return {
        "sound_s": sound.frames.sound_s,
        "frame_s": sound.frames.frame_s,
        "frames": len(sound.tokens),
        "heads": as_json("following", found)["heads"],
        "padding": {one.head: _padding(run, one.head) for one in found if one.is_told},
        "head": head,
        "words": [[row.query, row.keys[0].key, row.keys[0].share] for row in rows.rows if row.keys],
    }


def _padding(run: Any, head: str) -> float:
    """The mean share of a word's row that lies on frames behind the sound."""
    site, _, number = head.partition(".H")
    words, frames = ([token.is_special for token in run.text(0, side).tokens] for side in ("target", "sound"))
    weights = run.array(site, "weights", 0)[int(number)]
    return float(weights[[not each for each in words]][:, frames].sum(axis=1).mean())


def stored() -> dict[str, Any]:
    """What was measured last."""
    found: dict[str, Any] = json.loads(MEASURED.read_text("utf-8"))
    return found


def page(language: str) -> str:
    """The page in one language."""
    return "\n".join(_parts(stored(), language)) + "\n"


def _parts(found: dict[str, Any], language: str) -> Iterator[str]:
    def tell(key: str, **values: object) -> str:
        return say(f"docs.speech_{key}", language, **values)

    heads = [HeadFollowing(**one) for one in found["heads"]]
    yield tell(
        "head", sound=f"{found['sound_s']:.1f}", frames=f"{found['frames']:,}", frame=f"{1000 * found['frame_s']:.0f}",
        said=SAID,
    )  # fmt: skip
    yield tell("look")
    yield from (f"- {line}" for line in following_lines(heads, language))
    yield tell("table")
    names = (word("head", language), *(word(f"following_{name}", language) for name in COLUMNS))
    yield f"| {' | '.join(names)} |"
    yield "|" + "---|" * len(names)
    for one in ordered(heads):
        if one.verdict == "follows" or one.is_told:
            yield f"| {one.head} | {' | '.join(following_cells(one, language))} |"
    yield f"\n{word('following_note', language)}\n"
    told = compare_told(heads)
    assert told is not None
    resting = [one for one in heads if one.is_told and one.verdict == "rests"]
    yield tell(
        "told", resting=", ".join(one.head for one in resting),
        padding=", ".join(f"{found['padding'][one.head]:.0%}" for one in resting), found=told.found, told=told.told,
    )  # fmt: skip
    yield tell("words", head=found["head"])
    for query, key, share in found["words"]:
        yield f"| {query} | {key} | {share:.2f} |"
    yield "\n" + word("following_caution", language)


def main() -> None:
    """Measure where that is asked for, then write both pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="run the model again")
    if parser.parse_args().measure:
        MEASURED.write_text(json.dumps(measure(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    for language, name in PAGES.items():
        (ROOT / "docs" / name).write_text(page(language), "utf-8")


if __name__ == "__main__":
    main()
