"""The reference equals torch's and transformers' own layers, in double precision, to 1e-6."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from headscope.reference import Attention, Parameters, Rules, attend, mask_of, multi_head_attention, project

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

TOKENS, CONTEXT, MODEL, HEADS = 7, 5, 16, 4


@pytest.fixture(autouse=True)
def _seeded():
    torch.manual_seed(0)
    with torch.no_grad():
        yield


def hidden(tokens: int = TOKENS) -> np.ndarray:
    return np.random.default_rng(tokens).normal(size=(tokens, MODEL))


def split(linear, heads: int) -> tuple[np.ndarray, np.ndarray | None]:
    """The [head, model, d] weight and [head, d] bias of a torch linear layer that projects into heads."""
    weight = linear.weight.numpy().T
    bias = None if linear.bias is None else linear.bias.numpy().reshape(heads, -1)
    return weight.reshape(len(weight), heads, -1).transpose(1, 0, 2), bias


def parameters_of(query, key, value, out, *, heads: int = HEADS, key_heads: int = HEADS) -> Parameters:
    w_o = out.weight.numpy().T
    b_o = None if out.bias is None else out.bias.numpy()
    (w_q, b_q), (w_k, b_k), (w_v, b_v) = split(query, heads), split(key, key_heads), split(value, key_heads)
    return Parameters(w_q, w_k, w_v, w_o.reshape(heads, -1, MODEL), b_q, b_k, b_v, b_o)


def additive(seen: np.ndarray):
    return torch.as_tensor(np.where(seen, 0.0, np.finfo(np.float64).min))[None, None]


def assert_same(mine: Attention, weights, output) -> None:
    np.testing.assert_allclose(mine.weights, weights[0].numpy(), atol=1e-6)
    np.testing.assert_allclose(mine.output, output[0].numpy(), atol=1e-6)


def randomised(module):
    """The module in double precision, in evaluation mode, with every parameter drawn from a normal distribution."""
    module = module.double().eval()
    for parameter in module.parameters():
        parameter.normal_(0, 0.5)
    return module


def torch_attention() -> tuple[object, Parameters]:
    layer = randomised(torch.nn.MultiheadAttention(MODEL, HEADS, batch_first=True))
    q, k, v = layer.in_proj_weight.numpy().reshape(3, HEADS, -1, MODEL).transpose(0, 1, 3, 2)
    b_q, b_k, b_v = layer.in_proj_bias.numpy().reshape(3, HEADS, -1)
    w_o = layer.out_proj.weight.numpy().T.reshape(HEADS, -1, MODEL)
    return layer, Parameters(q, k, v, w_o, b_q, b_k, b_v, layer.out_proj.bias.numpy())


@pytest.mark.parametrize(
    "rules",
    [
        Rules(),
        Rules(is_causal=True),
        Rules(is_causal=True, window=3),
        Rules(window=2),
        Rules(key_exists=np.arange(TOKENS) < 5),
        Rules(is_causal=True, key_exists=np.arange(TOKENS) > 0, window=4),
    ],
    ids=["all", "causal", "causal-window", "window", "padding", "causal-padding-window"],
)
def test_it_equals_torch_multihead_attention_under_every_mask(rules: Rules):
    layer, parameters = torch_attention()
    x = hidden()
    seen = mask_of(TOKENS, TOKENS, rules)
    seen[~seen.any(axis=1)] = True  # torch gives NaN for a row that sees no key: such rows are compared elsewhere
    batch = torch.as_tensor(x)[None]
    output, weights = layer(batch, batch, batch, attn_mask=torch.as_tensor(~seen), average_attn_weights=False)
    mine = multi_head_attention(x, parameters, rules=rules)
    rows = mine.mask.any(axis=1)
    np.testing.assert_allclose(mine.weights[:, rows], weights[0].numpy()[:, rows], atol=1e-12)
    np.testing.assert_allclose(mine.output[rows], output[0].numpy()[rows], atol=1e-12)


def test_it_equals_torch_multihead_attention_over_another_text():
    layer, parameters = torch_attention()
    x, context = hidden(), hidden(CONTEXT)
    query, key = torch.as_tensor(x)[None], torch.as_tensor(context)[None]
    output, weights = layer(query, key, key, average_attn_weights=False)
    assert_same(multi_head_attention(x, parameters, context=context), weights, output)


def test_it_equals_eager_bert():
    from transformers import BertConfig
    from transformers.models.bert.modeling_bert import BertAttention

    config = BertConfig(hidden_size=MODEL, num_attention_heads=HEADS, attn_implementation="eager")
    layer = randomised(BertAttention(config))
    inner = layer.self
    x, rules = hidden(), Rules(key_exists=np.arange(TOKENS) < 6)
    mixed, weights = inner(torch.as_tensor(x)[None], additive(mask_of(TOKENS, TOKENS, rules)))[:2]
    parameters = parameters_of(inner.query, inner.key, inner.value, layer.output.dense)
    assert_same(multi_head_attention(x, parameters, rules=rules), weights, layer.output.dense(mixed))


def rotary(layer, config, embedding, x):
    """Post-rotary queries and keys, and plain values, of a llama-like layer, [head, token, d]; cosine and sine."""
    from transformers.models.llama.modeling_llama import apply_rotary_pos_emb

    batch = torch.as_tensor(x)[None]
    cos, sin = embedding(config)(batch, torch.arange(len(x))[None])
    q, k, v = (
        f(batch).view(1, len(x), -1, layer.head_dim).transpose(1, 2) for f in (layer.q_proj, layer.k_proj, layer.v_proj)
    )
    q, k = apply_rotary_pos_emb(q, k, cos.double(), sin.double())
    return q[0].numpy(), k[0].numpy(), v[0].numpy(), (cos.double(), sin.double())


def test_it_equals_eager_llama_with_grouped_keys_and_rotary_embedding():
    from transformers import LlamaConfig
    from transformers.models.llama.modeling_llama import LlamaAttention, LlamaRotaryEmbedding

    config = LlamaConfig(
        hidden_size=MODEL, num_attention_heads=HEADS, num_key_value_heads=2, attn_implementation="eager"
    )
    layer = randomised(LlamaAttention(config, layer_idx=0))
    x, rules = hidden(), Rules(is_causal=True)
    q, k, v, turned = rotary(layer, config, LlamaRotaryEmbedding, x)
    output, weights = layer(torch.as_tensor(x)[None], turned, additive(mask_of(TOKENS, TOKENS, rules)))
    w_o = layer.o_proj.weight.numpy().T.reshape(HEADS, -1, MODEL)
    assert_same(attend(q, k, v, w_o=w_o, rules=rules), weights, output)


def test_it_equals_eager_gemma_with_a_soft_cap_and_a_window():
    from transformers import Gemma2Config
    from transformers.models.gemma2.modeling_gemma2 import Gemma2Attention, Gemma2RotaryEmbedding

    config = Gemma2Config(
        hidden_size=MODEL,
        num_attention_heads=HEADS,
        num_key_value_heads=2,
        head_dim=6,
        query_pre_attn_scalar=5,
        attn_logit_softcapping=0.7,
        sliding_window=3,
        num_hidden_layers=2,
        attn_implementation="eager",
    )
    layer = randomised(Gemma2Attention(config, layer_idx=0))
    x, rules = hidden(), Rules(is_causal=True, window=3, softcap=0.7, scale=5**-0.5)
    q, k, v, turned = rotary(layer, config, Gemma2RotaryEmbedding, x)
    output, weights = layer(torch.as_tensor(x)[None], turned, additive(mask_of(TOKENS, TOKENS, rules)))
    w_o = layer.o_proj.weight.numpy().T.reshape(HEADS, -1, MODEL)
    assert_same(attend(q, k, v, w_o=w_o, rules=rules), weights, output)


def test_it_equals_eager_gpt_oss_with_sinks():
    from transformers import GptOssConfig
    from transformers.models.gpt_oss.modeling_gpt_oss import GptOssAttention, apply_rotary_pos_emb

    config = GptOssConfig(
        hidden_size=MODEL, num_attention_heads=HEADS, num_key_value_heads=2, head_dim=4, attn_implementation="eager"
    )
    layer = randomised(GptOssAttention(config, layer_idx=0))
    x = hidden()
    rules = Rules(is_causal=True, sinks=layer.sinks.numpy())
    batch = torch.as_tensor(x)[None]
    angles = torch.arange(TOKENS)[None, :, None] * torch.tensor([1.0, 0.1])
    turned = (angles.cos().double(), angles.sin().double())
    q, k, v = (f(batch).view(1, TOKENS, -1, 4).transpose(1, 2) for f in (layer.q_proj, layer.k_proj, layer.v_proj))
    q, k = apply_rotary_pos_emb(q, k, *turned)
    output, weights = layer(batch, turned, additive(mask_of(TOKENS, TOKENS, rules)))
    w_o = layer.o_proj.weight.numpy().T.reshape(HEADS, -1, MODEL)
    mine = attend(q[0].numpy(), k[0].numpy(), v[0].numpy(), w_o=w_o, b_o=layer.o_proj.bias.numpy(), rules=rules)
    assert_same(mine, weights, output)
    assert (mine.weights.sum(axis=-1) < 1).all()


def test_it_equals_eager_t5_with_a_position_bias_and_no_scale():
    from transformers import T5Config
    from transformers.models.t5.modeling_t5 import T5Attention

    config = T5Config(d_model=MODEL, num_heads=HEADS, d_kv=4, attn_implementation="eager")
    layer = randomised(T5Attention(config, has_relative_attention_bias=True, layer_idx=0))
    x = hidden()
    bias = layer.compute_bias(TOKENS, TOKENS)
    output, weights = _t5_output(layer, torch.as_tensor(x)[None])
    mine = multi_head_attention(
        x, parameters_of(layer.q, layer.k, layer.v, layer.o), rules=Rules(scale=1.0, bias=bias[0].numpy())
    )
    assert_same(mine, weights, output)


def _t5_output(layer, batch):
    """T5 returns output, bias and (in some versions before, in some after it) weights: the weights are the rows that
    sum to 1."""
    output, *rest = layer(batch, output_attentions=True)
    weights = next(r for r in rest if torch.is_tensor(r) and torch.allclose(r.sum(-1), torch.ones(()).double()))
    return output, weights


def test_it_equals_eager_bart_cross_attention():
    from transformers import BartConfig
    from transformers.models.bart.modeling_bart import BartAttention

    config = BartConfig(d_model=MODEL, attn_implementation="eager")
    layer = randomised(BartAttention(MODEL, HEADS, is_decoder=True, config=config, layer_idx=0))
    x, context = hidden(), hidden(CONTEXT)
    rules = Rules(key_exists=np.arange(CONTEXT) < 4)
    output, weights = layer(
        torch.as_tensor(x)[None],
        key_value_states=torch.as_tensor(context)[None],
        attention_mask=additive(mask_of(TOKENS, CONTEXT, rules)),
    )[:2]
    parameters = parameters_of(layer.q_proj, layer.k_proj, layer.v_proj, layer.out_proj)
    assert_same(multi_head_attention(x, parameters, context=context, rules=rules), weights, output)


def test_head_outputs_and_the_bias_add_up_to_the_output():
    _, parameters = torch_attention()
    mine = multi_head_attention(hidden(), parameters, rules=Rules(is_causal=True))
    np.testing.assert_allclose(mine.head_outputs.sum(axis=0) + parameters.b_o, mine.output, atol=1e-12)


def test_the_formula_of_the_concept_document_is_wrong():
    """S13 writes `final_output = concat([V1, V2, ...]) @ W_O`: without the weights the layer's output is missed, and
    the formula cannot tell two layers apart that attend to different tokens."""
    layer, parameters = torch_attention()
    x = hidden()
    batch = torch.as_tensor(x)[None]
    true_output = layer(batch, batch, batch)[0][0].numpy()
    values = project(x, parameters.w_v, parameters.b_v)
    as_written = np.concatenate(list(values), axis=-1) @ np.concatenate(list(parameters.w_o)) + parameters.b_o
    assert np.abs(as_written - true_output).max() > 0.1
    other = replace(parameters, w_q=-parameters.w_q)
    changed = multi_head_attention(x, other)
    assert np.abs(changed.output - true_output).max() > 0.1  # the weights decide; the written formula has no w_q in it
    corrected = np.concatenate(list(multi_head_attention(x, parameters).mixed), axis=-1)
    np.testing.assert_allclose(
        corrected @ np.concatenate(list(parameters.w_o)) + parameters.b_o, true_output, atol=1e-12
    )


def test_a_row_that_sees_no_key_is_zero_not_uniform_and_not_a_number():
    _, parameters = torch_attention()
    rules = Rules(is_causal=True, key_exists=np.arange(TOKENS) >= 2)  # left padding: queries 0 and 1 see nothing
    mine = multi_head_attention(hidden(), parameters, rules=rules)
    assert (mine.weights[:, :2] == 0).all()
    np.testing.assert_allclose(mine.output[:2], np.tile(parameters.b_o, (2, 1)))


def test_the_instrument_rows_equal_the_reference():
    from headscope.stream.call import AttentionCall
    from headscope.stream.mask import causal
    from headscope.stream.weights import block_of_rows

    draw = np.random.default_rng(3)
    q, k, v = draw.normal(size=(4, 9, 3)), draw.normal(size=(2, 9, 3)), draw.normal(size=(2, 9, 3))
    bias, sinks = draw.normal(size=(4, 9, 9)), draw.normal(size=4)
    rules = Rules(scale=0.4, is_causal=True, window=4, softcap=2.0, bias=bias, sinks=sinks)
    mine = attend(q, k, v, w_o=draw.normal(size=(4, 3, 5)), rules=rules)
    call = AttentionCall(q[None], k[None], None, 0.4, causal(9, 9, window=4), 2.0, bias[None], sinks)
    for start, stop in ((0, 5), (5, 9)):
        block = block_of_rows(call, start, stop)
        np.testing.assert_allclose(block.weights, mine.weights[:, start:stop], atol=1e-12)
