"""Translating models set by hand: one head aligns at the row that reads a word, one at the row that says it.

Every residual stream has rooms of 64 numbers: the word (room 0), its place (room 1; in Llama: the target word) and one
that heads write into (room 2). Words and places are rows of a Hadamard matrix, so that equal codes meet and unequal
ones are orthogonal. A source word and its translation have the same code. The input head asks for the code it has just
read; the output head for the word that follows it, which is determined: target sentences run along one of three chains
of eight words, and what stands before the first word asks for the first words of all chains. The source of a sentence
is shuffled, so that a head that looks at the own place aligns nothing. The other heads of both layers rest on the end
of the source, look at unrelated words or spread evenly.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

import torch
import transformers
from scipy.linalg import hadamard
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from torch import Tensor, nn
from transformers import MBart50Tokenizer, MBartTokenizer, NllbTokenizer, PreTrainedTokenizerFast

from headscope.base.pairs import SentencePair, joined
from headscope.base.text import Text, Token, Word
from headscope.capture.observe import observe_prepared
from headscope.capture.pairs import observe_pairs
from headscope.capture.plan import Plan
from headscope.models.inputs import Prepared, options_of, teach
from headscope.models.load import Loaded, loaded_from
from headscope.store.run import Run

FAMILIES = ("marian", "mbart", "mbart50", "nllb", "t5", "whisper", "llama")
ROOM, HEADS, SOUNDS = 64, 4, 16
CODES = torch.tensor(hadamard(ROOM), dtype=torch.float32)  # row 0 is constant and codes nothing
SOURCE = tuple("abcdefghijklmnopqrstuvwx")
TARGET = tuple("αβγδεζηθικλμνξοπρστυφχψω")
CHAIN = 8
SHARPNESS = 6.0  # score of a key that is asked for; all others have 0
PROMPT = "translate {source} = {target}"
T5_PREFIX = "translate Latin to Greek: "
PAIR: dict[str, Any] = {
    "d_model": 4 * ROOM, "encoder_layers": 1, "decoder_layers": 2, "encoder_ffn_dim": 8, "decoder_ffn_dim": 8,
    "encoder_attention_heads": HEADS, "decoder_attention_heads": HEADS, "max_position_embeddings": 60,
    "scale_embedding": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    """A planted model, pairs for it with their true links, and the heads that find them.

    Attributes:
        loaded: the model and its tokenizer.
        pairs: sentences and their translations, by words; `whisper` reads their sources as sounds (`prepared`).
        gold: the links (source word, target word) of each pair.
        input_head, output_head: ids of the heads that align at the row that reads, and that says, the target word.
        languages, prompt: what `observe_pairs` must be told.
        prepared: inputs made by hand, where the source is no text.
    """

    loaded: Loaded
    pairs: tuple[SentencePair, ...]
    gold: tuple[frozenset[tuple[int, int]], ...]
    input_head: str
    output_head: str
    languages: tuple[str, str] | None = None
    prompt: str | None = None
    prepared: tuple[Prepared, ...] = ()


def planted(family: str, *, count: int = 24, seed: int = 0, rows: tuple[str, ...] = ("input", "output")) -> Planted:
    """A planted model of a family of `FAMILIES`; `rows` names which of the two aligning heads are set."""
    torch.manual_seed(seed)
    build = {"t5": _t5, "llama": _llama}.get(family, _with_cross_attention)
    loaded = build(family, rows)
    drawn = [_sentence(random.Random(f"{seed}-{number}")) for number in range(count)]
    pairs, gold = tuple(pair for pair, _ in drawn), tuple(links for _, links in drawn)
    stack = "L" if family == "llama" else "X"
    made = Planted(loaded, pairs, gold, f"{stack}1.H1", f"{stack}0.H0")
    languages = {"marian": ("la", "el"), "mbart": ("en", "zh"), "mbart50": ("en", "zh"), "t5": ("la", "el")}
    if family == "nllb":
        return replace(made, languages=("en", "zh_Hans"))
    if family == "whisper":
        return replace(made, prepared=tuple(_heard(loaded, pair) for pair in pairs))
    return replace(made, languages=languages.get(family), prompt=PROMPT if family == "llama" else None)


def observed(made: Planted, *, batch: int = 16, **options: Any) -> Run:
    """The run of a planted model over its pairs."""
    if made.prepared:
        plan = replace(options.pop("plan", Plan()), keep="alignment", batch=batch)
        return observe_prepared(made.loaded, made.prepared, plan, **options)
    told = {"languages": made.languages, "prompt": made.prompt}
    return observe_pairs(made.loaded, made.pairs, batch=batch, **(told | options))


def _sentence(rng: random.Random) -> tuple[SentencePair, frozenset[tuple[int, int]]]:
    """The beginning of a chain, its words in another order as the source, and which belongs to which."""
    length, first = rng.randint(4, CHAIN), rng.randrange(0, len(TARGET), CHAIN)
    said = list(range(first, first + length))
    heard = rng.sample(said, length)
    source, source_words = joined([SOURCE[word] for word in heard])
    target, target_words = joined([TARGET[word] for word in said])
    links = frozenset((heard.index(word), place) for place, word in enumerate(said))
    return SentencePair(source, target, source_words, target_words), links


def _word_tokenizer(special: list[str], form: str) -> PreTrainedTokenizerFast:
    """One token a word; `form` says where the special tokens stand, `$A` is the text."""
    names = [*special, *dict.fromkeys(f"{T5_PREFIX} = ".split()), *SOURCE, *TARGET]
    made = Tokenizer(models.WordLevel({name: number for number, name in enumerate(names)}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    made.add_special_tokens(special)
    if form != "$A":
        used = [(name, names.index(name)) for name in form.split() if name != "$A"]
        made.post_processor = processors.TemplateProcessing(form, None, used)
    return PreTrainedTokenizerFast(
        tokenizer_object=made, unk_token="<unk>", pad_token="<pad>", eos_token="</s>", extra_special_tokens=special
    )


def _tokenizer(family: str) -> Any:
    if family == "marian":
        return _word_tokenizer(["<pad>", "</s>", "<unk>", ">>el<<"], "$A </s>")
    if family == "whisper":
        task = ["<|sot|>", "<|el|>", "<|transcribe|>", "<|notimestamps|>"]
        return _word_tokenizer(["<pad>", "</s>", "<unk>", *task], f"{' '.join(task)} $A </s>")
    words = [f"▁{word}" for word in SOURCE + TARGET]
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    if family in ("mbart", "mbart50"):
        kind = MBartTokenizer if family == "mbart" else MBart50Tokenizer
        return kind(vocab=[(name, 0.0) for name in special] + [(word, -2.0) for word in words])
    pieces = [*special, "▁", *SOURCE, *TARGET, *words]
    return NllbTokenizer(
        vocab={piece: number for number, piece in enumerate(pieces)},
        merges=[("▁", word) for word in SOURCE + TARGET],
    )


def _codes(tokenizer: Any) -> Tensor:
    """A code for each id, [id, 64]: the same for a word and its translation, an own one for other tokens, while any
    are left (some of the many languages have none).
    """
    codes, others = torch.zeros(len(tokenizer), ROOM), iter(range(len(SOURCE) + 1, ROOM))
    last = [tokenizer.convert_tokens_to_ids(name) for name in ("zho_Hans", "zh_CN") if name in tokenizer.get_vocab()]
    for number in [*last, *range(len(tokenizer))]:
        name = tokenizer.convert_ids_to_tokens(number).removeprefix("▁")
        words = SOURCE if name in SOURCE else TARGET
        place = words.index(name) + 1 if name in words else next(others, 0) if not codes[number].any() else 0
        codes[number] = CODES[place] if place else codes[number]
    return codes


def _asks(tokenizer: Any, before_first: str) -> dict[str, Tensor]:
    """For each kind of head the matrix that turns the code it reads into the code that it asks for, [64, 64]."""
    end = _codes(tokenizer)[tokenizer.eos_token_id]
    onward = torch.zeros(ROOM, ROOM)
    for word in range(1, len(SOURCE) + 1):
        if word % CHAIN:
            onward += torch.outer(CODES[word + 1], CODES[word])
    first = CODES[1 : len(SOURCE) + 1 : CHAIN].sum(0)
    onward += torch.outer(first, _codes(tokenizer)[tokenizer.convert_tokens_to_ids(before_first)])
    unrelated = sum(torch.outer(CODES[(word + 4) % 24 + 1], CODES[word]) for word in range(1, 25))
    rest = torch.outer(end, CODES[1:].sum(0))
    eye = ROOM * torch.eye(ROOM)
    return {name: asked / ROOM for name, asked in {
        "input": eye, "output": onward, "unrelated": unrelated, "end": rest, "place": eye,
    }.items()}  # fmt: skip


def _plan(rows: tuple[str, ...]) -> dict[tuple[int, int], str]:
    """What each head (layer, head) does; one that is not named spreads evenly."""
    heads = {(0, 0): "output", (0, 1): "place", (0, 2): "unrelated", (1, 1): "input", (1, 2): "end"}
    return {head: does for head, does in heads.items() if does in rows or does not in ("input", "output")}


def _blank(model: nn.Module) -> None:
    """Every weight 0 and every norm 1: nothing happens but what is set afterwards."""
    for name, parameter in model.named_parameters():
        parameter.fill_(1.0 if "norm" in name and name.endswith("weight") else 0.0)


def _set(
    attention: tuple[nn.Linear, nn.Linear, nn.Linear, nn.Linear], head: int, asks: Tensor, gain: float, *, room: int,
    key_codes: Tensor | None = None,
) -> None:  # fmt: skip
    """One head: its query asks for a code, its key shows that of a room, its value goes from room 0 to room 2."""
    query, key, value, out = attention
    mine, read = slice(head * ROOM, (head + 1) * ROOM), slice(room * ROOM, (room + 1) * ROOM)
    shown = torch.eye(ROOM) if key_codes is None else key_codes
    query.weight[mine, read] = gain * asks
    key.weight[mine, read] = shown
    value.weight[mine, :ROOM] = torch.eye(ROOM)
    out.weight[2 * ROOM : 3 * ROOM, mine] = 0.2 * torch.eye(ROOM)


@torch.no_grad()
def _with_cross_attention(family: str, rows: tuple[str, ...]) -> Loaded:
    """Marian, mBART, NLLB (M2M-100) and Whisper: learned or given places, layer norms, scores by 1/sqrt(64)."""
    tokenizer = _tokenizer(family)
    ids = {"pad_token_id": tokenizer.pad_token_id, "eos_token_id": tokenizer.eos_token_id, "bos_token_id": None}
    starts = {"marian": "<pad>", "nllb": "</s>", "whisper": "<|sot|>"}
    start = tokenizer.convert_tokens_to_ids(starts[family]) if family in starts else None
    names = {"marian": "Marian", "nllb": "M2M100", "whisper": "Whisper"}
    own: dict[str, Any] = {"max_source_positions": SOUNDS, "max_target_positions": 60, "num_mel_bins": len(SOURCE)}
    config_kind = getattr(transformers, f"{names.get(family, 'MBart')}Config")
    config = config_kind(
        vocab_size=len(tokenizer), decoder_start_token_id=start, **PAIR, **ids, **(own if family == "whisper" else {})
    )
    kind = "MTModel" if family == "marian" else "ForConditionalGeneration"
    model = getattr(transformers, config_kind.__name__.removesuffix("Config") + kind)(config).eval()
    _blank(model)
    codes, stacks = _codes(tokenizer), model.model
    for stack in (stacks.encoder, stacks.decoder):
        places, behind = stack.embed_positions, 2 if family in ("mbart", "mbart50", "nllb") else 0
        table = places.weights if family == "nllb" else places.weight
        for place in range(min(len(table) - behind, ROOM - 1)):
            table[place + behind] = torch.cat([torch.zeros(ROOM), CODES[place + 1], torch.zeros(2 * ROOM)])
    stacks.decoder.embed_tokens.weight[:, :ROOM] = codes
    if family == "whisper":
        _listen_to_words(stacks.encoder)
    else:
        stacks.encoder.embed_tokens.weight[:, :ROOM] = codes
    before = {"marian": "<pad>", "nllb": "zho_Hans", "whisper": "<|notimestamps|>"}.get(family, "zh_CN")
    asks = _asks(tokenizer, before)
    for (layer, head), does in _plan(rows).items():
        cross = stacks.decoder.layers[layer].encoder_attn
        parts = (cross.q_proj, cross.k_proj, cross.v_proj, cross.out_proj)
        heard = CODES.T / 8 if family == "whisper" and does != "place" else None
        room = 1 if does == "place" else 0
        _set(parts, head, asks[does], SHARPNESS / (2 * ROOM * ROOM**-0.5), room=room, key_codes=heard)
    return loaded_from(model, tokenizer)


def _listen_to_words(encoder: Any) -> None:
    """Whisper's convolutions hand on what stands in the middle of their window: word n as 8 in channel n + 1."""
    for place in range(len(SOURCE)):
        encoder.conv1.weight[place + 1, place, 1] = 1.0
        encoder.conv2.weight[place + 1, place + 1, 1] = 1.0


def _heard(loaded: Loaded, pair: SentencePair) -> Prepared:
    """A sentence as a sound in which every second frame is a word, and silence behind them."""
    sound = torch.zeros(1, len(SOURCE), 2 * SOUNDS)
    for place, (start, end) in enumerate(pair.source_words):
        sound[0, SOURCE.index(pair.source[start:end]), 2 * place] = 8.0
    silence = SOUNDS - len(pair.source_words)
    tokens = (
        *(Token(pair.source[start:end], start, end) for start, end in pair.source_words),
        *(Token("silence", 0, 0, is_special=True) for _ in range(silence)),
    )
    words = tuple(Word(token.text, place, place, token.is_special) for place, token in enumerate(tokens))
    decoder = teach(loaded, pair.target, words=pair.target_words)
    sides = {"source": Text(pair.source, tokens, words)} | decoder.sides
    return Prepared({"input_features": sound} | decoder.inputs, options_of(loaded.model), sides, decoder.labels)


@torch.no_grad()
def _t5(family: str, rows: tuple[str, ...]) -> Loaded:
    """T5: no places, no biases, no scale, and a prefix before the source."""
    tokenizer = _word_tokenizer(["<pad>", "</s>", "<unk>"], "$A </s>")
    config = transformers.T5Config(
        vocab_size=len(tokenizer), d_model=4 * ROOM, d_kv=ROOM, d_ff=8, num_layers=1, num_decoder_layers=2,
        num_heads=HEADS, pad_token_id=tokenizer.pad_token_id, eos_token_id=tokenizer.eos_token_id,
        decoder_start_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    config.task_specific_params = {"translation_la_to_el": {"prefix": T5_PREFIX}, "summarization": {"prefix": "sum: "}}
    model = transformers.T5ForConditionalGeneration(config).eval()
    _blank(model)
    model.shared.weight[:, :ROOM] = _codes(tokenizer)
    for (layer, head), does in _plan(rows).items():
        cross = model.decoder.block[layer].layer[1].EncDecAttention
        if does != "place":  # T5 knows none here
            asks = _asks(tokenizer, "<pad>")[does]
            _set((cross.q, cross.k, cross.v, cross.o), head, asks, SHARPNESS / (4 * ROOM), room=0)
    return loaded_from(model, tokenizer)


@torch.no_grad()
def _llama(family: str, rows: tuple[str, ...]) -> Loaded:
    """Llama: one stack; keys show source words (room 0), queries read target words (room 1); two heads share keys.

    The rotation is all but switched off in the 64 numbers of a head's 128 that are used.
    """
    tokenizer = _word_tokenizer(["<pad>", "</s>", "<unk>"], "$A")
    config = transformers.LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=3 * ROOM, intermediate_size=8, num_hidden_layers=2, head_dim=2 * ROOM,
        num_attention_heads=HEADS, num_key_value_heads=HEADS // 2, max_position_embeddings=60,
        rope_parameters={"rope_type": "default", "rope_theta": 1e30},
        pad_token_id=tokenizer.pad_token_id, eos_token_id=tokenizer.eos_token_id, bos_token_id=None,
    )  # fmt: skip
    model = transformers.LlamaForCausalLM(config).eval()
    _blank(model)
    codes, asks = _codes(tokenizer), _asks(tokenizer, "=")
    for number in range(len(tokenizer)):
        room = 0 if tokenizer.convert_ids_to_tokens(number) in SOURCE else 1
        model.model.embed_tokens.weight[number, room * ROOM : (room + 1) * ROOM] = codes[number]
    still = torch.cat([torch.arange(ROOM // 2, ROOM), torch.arange(3 * ROOM // 2, 2 * ROOM)])
    for layer in range(2):
        attention = model.model.layers[layer].self_attn
        attention.k_proj.weight[still, :ROOM] = torch.eye(ROOM)  # of the group of heads 0 and 1
        attention.v_proj.weight[:ROOM, :ROOM] = torch.eye(ROOM)
        for head in range(2):
            attention.o_proj.weight[2 * ROOM :, head * 2 * ROOM : (2 * head + 1) * ROOM] = 0.2 * torch.eye(ROOM)
            does = _plan(rows).get((layer, head))
            if does in ("input", "output"):
                gain = SHARPNESS / (3 * ROOM * (2 * ROOM) ** -0.5)
                attention.q_proj.weight[head * 2 * ROOM + still, ROOM : 2 * ROOM] = gain * asks[does]
    return loaded_from(model, tokenizer)
