"""observe against eager attention with all maps kept, and against BertViz's head view, on the same text, in one run.

    scripts/bench first [--model minilm] [--tokens 128 512]

Each contestant runs in a fresh process of its own, several times, interleaved; the table prints medians and ratios.
Time is what the work takes once the model is loaded; memory is the growth of the process's peak over the loaded model.
BertViz takes part where it is installed (`pip install bertviz`).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable
from typing import Any

from bench.measuring import fresh, machine, seconds
from headscope.capture.manifest import peak_bytes

SENTENCE = "The ferry left late, so the baker who had promised us bread waved from the pier and went home. "
CONTESTANTS = ("forward", "eager_kept", "bertviz", "observe")


def load(model: str, tokens: int, implementation: str) -> tuple[Any, Any, Any, str]:
    """A model, its tokenizer, inputs of so many tokens, and their text."""
    import torch

    from headscope.models.load import load_model

    torch.set_num_threads(1)
    loaded = load_model(model)
    text = SENTENCE * (tokens // 18 + 2)
    ids = loaded.tokenizer(text)["input_ids"][: tokens - 1]
    text = loaded.tokenizer.decode(ids, skip_special_tokens=True)
    inputs = loaded.tokenizer(text, return_tensors="pt", truncation=True, max_length=tokens)
    loaded.model.set_attn_implementation(implementation)
    with torch.no_grad():
        loaded.model(**{name: values[:, :8] for name, values in inputs.items()})
    return loaded, loaded.tokenizer, inputs, text


def work_of(contestant: str, model: str, tokens: int) -> tuple[Callable[[], Any], int]:
    """What a contestant does, and how many tokens it reads."""
    import torch

    implementation = "eager" if contestant in ("eager_kept", "bertviz") else "sdpa"
    loaded, tokenizer, inputs, text = load(model, tokens, implementation)
    count = inputs["input_ids"].shape[1]
    forward = lambda **options: loaded.model(**inputs, **options)  # noqa: E731
    if contestant == "forward":
        return forward, count
    if contestant == "eager_kept":
        return lambda: [a.clone() for a in forward(output_attentions=True).attentions], count
    if contestant == "bertviz":
        from bertviz import head_view

        words = tokenizer.convert_ids_to_tokens(inputs["input_ids"][0])
        draw = lambda: head_view(forward(output_attentions=True).attentions, words, html_action="return")  # noqa: E731
        return draw, count
    from headscope.capture.observe import observe

    torch.set_grad_enabled(False)
    return lambda: observe(loaded, text), count


def measure(contestant: str, model: str, tokens: int) -> dict[str, Any]:
    """Time and memory of one contestant in this process."""
    import torch

    work, count = work_of(contestant, model, tokens)
    before = peak_bytes()
    with torch.no_grad():
        time_s = seconds(work)
    return {"tokens": count, "time_s": time_s, "memory_bytes": peak_bytes() - before}


def in_a_process(contestant: str, model: str, tokens: int) -> dict[str, Any] | None:
    """The same, in a fresh process; None where the contestant is not installed."""
    try:
        found: dict[str, Any] = fresh("first", "--model", model, "--tokens", tokens, "--one", contestant)
    except RuntimeError as error:
        sys.stderr.write(f"{contestant}: {error}\n")
        return None
    return found


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="minilm")
    parser.add_argument("--tokens", type=int, nargs="+", default=[128, 512])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--one", choices=CONTESTANTS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.model, options.tokens[0])))
        return
    print(f"{machine()['processor']}, one thread, {options.model}, median of {options.repeat}")
    print("| tokens | contestant | time s | memory MB | time / observe | memory / observe |\n|---|---|---|---|---|---|")
    for tokens in options.tokens:
        runs: dict[str, list[dict[str, Any]]] = {}
        for _ in range(options.repeat):
            for contestant in CONTESTANTS:
                found = in_a_process(contestant, options.model, tokens)
                if found:
                    runs.setdefault(contestant, []).append(found)
        middle = {
            name: {key: statistics.median(one[key] for one in some) for key in some[0]} for name, some in runs.items()
        }
        ours = middle["observe"]
        for name, one in middle.items():
            ratios = one["time_s"] / ours["time_s"], one["memory_bytes"] / max(ours["memory_bytes"], 1)
            cells = f"{one['time_s']:.3f} | {one['memory_bytes'] / 1e6:.0f} | {ratios[0]:.2f} | {ratios[1]:.2f}"
            print(f"| {one['tokens']:.0f} | {name} | {cells} |")


if __name__ == "__main__":
    main()
