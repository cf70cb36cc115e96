"""A long text with one needle in it, and a GPT-2 set by hand of which one head finds it.

The text is 20,000 words made by a program: sentences about a village, one sentence that says which word is carved under
the bridge, far before the end, and the question at the end. The model has one layer, no places, three heads:
L0.H0 looks from the question mark to the answer and spreads evenly everywhere else; L0.H1 has random weights; L0.H2
rests on the first token. A word is 42 random signs that add up to 0; the first six numbers of the stream mark the
answer, the question mark and the first token, so that a head can ask for exactly these.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import GPT2Config, GPT2Model, PreTrainedTokenizerFast

from headscope.models.load import Loaded, loaded_from

TOKENS, NEEDLE_PLACE = 20_000, 3_000
HEADS, ROOM, MARKS = 3, 16, 6
SCORE, SINK_SCORE = 16.0, 14.0  # of the pair that is asked for; all other scores of such a row are 0
FIRST, ANSWER, QUESTION = "[BOS]", "marigold", "?"
NEEDLE = f"the word carved under the bridge is {ANSWER} .".split()
ASKED = f"which word is carved under the bridge {QUESTION}".split()
WHO = ("baker", "ferryman", "teacher", "weaver", "gardener", "postman", "fiddler", "miller")
DID = ("mended", "painted", "counted", "carried", "forgot", "found", "sold", "washed")
WHAT = ("nets", "lamps", "baskets", "letters", "boots", "kettles", "ladders", "blankets")
WHEN = ("storm", "market", "harvest", "wedding", "frost", "feast", "flood", "holiday")
FORMS = (
    "before the {when} the {who} {did} the {what} .",
    "the {who} {did} all the {what} after the {when} .",
    "nobody knew that the {who} {did} two {what} .",
    "in the year of the {when} the {who} and his son {did} the old {what} again .",
)


@dataclass(frozen=True, slots=True)
class NeedleText:
    """The text, and the tokens that matter, the special first token counted.

    Attributes:
        text: words with single spaces between them.
        answer, question: the token that answers, and the question mark, which is the last token.
    """

    text: str
    answer: int
    question: int


def needle_text(tokens: int = TOKENS, place: int = NEEDLE_PLACE, *, seed: int = 0) -> NeedleText:
    """A text of so many tokens whose needle begins at token `place`."""
    drawn, words = random.Random(seed), [FIRST]
    while len(words) < tokens:
        chosen = {"who": drawn.choice(WHO), "did": drawn.choice(DID), "what": drawn.choice(WHAT)}
        words += drawn.choice(FORMS).format(when=drawn.choice(WHEN), **chosen).split()
    words[place : place + len(NEEDLE)] = NEEDLE
    words[tokens - len(ASKED) :] = ASKED
    return NeedleText(" ".join(words[1:]), place + NEEDLE.index(ANSWER), tokens - 1)


@torch.no_grad()
def planted_needle(tokens: int = TOKENS) -> Loaded:
    """The model, which reads so many tokens, with its tokenizer."""
    torch.manual_seed(0)
    tokenizer, width = _tokenizer(tokens), HEADS * ROOM
    config = GPT2Config(
        vocab_size=len(tokenizer), n_positions=tokens, n_embd=width, n_layer=1, n_head=HEADS, n_inner=8,
        resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0, bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    model = GPT2Model(config).eval()
    for name, parameter in model.named_parameters():
        parameter.fill_(1.0 if "ln_" in name and name.endswith("weight") else 0.0)
    signs = torch.cat([torch.ones((width - MARKS) // 2), -torch.ones((width - MARKS) // 2)])
    for word in model.wte.weight:
        word[MARKS:] = signs[torch.randperm(width - MARKS)]
    for mark, name in enumerate((ANSWER, QUESTION, FIRST)):
        model.wte.weight[tokenizer.convert_tokens_to_ids(name), 2 * mark : 2 * mark + 2] = torch.tensor([1.0, -1.0])
    norm = (width / (width - MARKS + 2)) ** 0.5  # what the layer norm makes of the 1 of a marked word
    attention = model.h[0].attn
    query, key = (attention.c_attn.weight[:, part * width : (part + 1) * width] for part in range(2))
    query[2, 0], key[0, 0] = ROOM**0.5 * SCORE / norm**2, 1.0
    query[:, ROOM : 2 * ROOM], key[:, ROOM : 2 * ROOM] = (0.15 * torch.randn(width, ROOM) for _ in range(2))
    attention.c_attn.bias[2 * ROOM], key[4, 2 * ROOM] = ROOM**0.5 * SINK_SCORE / norm, 1.0
    return loaded_from(model, tokenizer)


def _tokenizer(tokens: int) -> PreTrainedTokenizerFast:
    """One token a word, and the first token before the text."""
    told = " ".join(FORMS).replace("{", "").replace("}", "").split()
    words = dict.fromkeys([FIRST, "[UNK]", *told, *WHO, *DID, *WHAT, *WHEN, *NEEDLE, *ASKED])
    made = Tokenizer(models.WordLevel({word: number for number, word in enumerate(words)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    made.post_processor = processors.TemplateProcessing(f"{FIRST} $A", None, [(FIRST, 0)])
    return PreTrainedTokenizerFast(tokenizer_object=made, bos_token=FIRST, unk_token="[UNK]", model_max_length=tokens)
