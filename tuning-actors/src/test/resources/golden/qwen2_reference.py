"""An independent Qwen2 in float64 PyTorch with its automatic gradients.

Writes qwen2_reference.json, which Qwen2ReferenceTest reads:
    python3 qwen2_reference.py > qwen2_reference.json
Made with PyTorch 1.13 (Debian's python3-torch). Nothing here is shared with the Java code but the
formula of the weights. The forward pass follows the published description of the architecture:
RMS norm, biased q, k, v, rotate-half rotary embedding, grouped queries, gated SiLU.
"""
import json, math, struct, torch
torch.set_default_dtype(torch.float64)

H, I, L, HEADS, KV, V, EPS, THETA = 48, 80, 2, 6, 2, 61, 1e-6, 10000.0
D = H // HEADS
RANK = 3

def pattern(tensor, count):
    i = torch.arange(count, dtype=torch.int64)
    return ((i * 2654435761 + tensor * 40503 * 65536 + 12345) % 2**32).double() / 2**32 - 0.5

def f32(x):
    return x.float().double()

def shapes(tied):
    out = [("model.embed_tokens.weight", (V, H))]
    for i in range(L):
        p = "model.layers.%d." % i
        out += [(p + "input_layernorm.weight", (H,)), (p + "post_attention_layernorm.weight", (H,))]
        for n, o, k, b in (("self_attn.q_proj", HEADS * D, H, 1), ("self_attn.k_proj", KV * D, H, 1),
                           ("self_attn.v_proj", KV * D, H, 1), ("self_attn.o_proj", H, HEADS * D, 0),
                           ("mlp.gate_proj", I, H, 0), ("mlp.up_proj", I, H, 0), ("mlp.down_proj", H, I, 0)):
            out.append((p + n + ".weight", (o, k)))
            if b: out.append((p + n + ".bias", (o,)))
    out.append(("model.norm.weight", (H,)))
    if not tied: out.append(("lm_head.weight", (V, H)))
    return out

def weights(tied, bf16):
    w = {}
    for t, (name, shape) in enumerate(shapes(tied)):
        u = pattern(t, math.prod(shape)).reshape(shape)
        if name.endswith("norm.weight"): u = 1 + 0.4 * u
        elif name.endswith("bias"): u = 0.2 * u
        else: u = 0.6 * u
        u = f32(u)
        if bf16: u = u.float().bfloat16().double()
        w[name] = u.requires_grad_()
    return w

def norm(x, g):
    return g * x / torch.sqrt((x * x).mean(-1, keepdim=True) + EPS)

def rotate(x):  # [T, heads, D]
    T = x.shape[0]
    angle = torch.arange(T).double()[:, None] * THETA ** (-torch.arange(0, D, 2).double() / D)
    c = torch.cat((angle.cos(), angle.cos()), -1)[:, None]
    s = torch.cat((angle.sin(), angle.sin()), -1)[:, None]
    return x * c + torch.cat((-x[..., D // 2:], x[..., :D // 2]), -1) * s

def forward(w, tied, tokens, lora):
    x = w["model.embed_tokens.weight"][tokens]
    T = len(tokens)
    for i in range(L):
        p = "model.layers.%d." % i
        def lin(n, h):
            y = h @ w[p + n + ".weight"].T
            if p + n + ".bias" in w: y = y + w[p + n + ".bias"]
            if p + n in lora:
                a, b = lora[p + n]
                y = y + 2 * (h @ a.T @ b.T)
            return y
        h = norm(x, w[p + "input_layernorm.weight"])
        q = rotate(lin("self_attn.q_proj", h).reshape(T, HEADS, D))
        k = rotate(lin("self_attn.k_proj", h).reshape(T, KV, D)).repeat_interleave(HEADS // KV, 1)
        v = lin("self_attn.v_proj", h).reshape(T, KV, D).repeat_interleave(HEADS // KV, 1)
        s = torch.einsum("ihd,jhd->hij", q, k) / math.sqrt(D)
        s = s.masked_fill(torch.triu(torch.ones(T, T, dtype=torch.bool), 1), -math.inf)
        o = torch.einsum("hij,jhd->ihd", torch.softmax(s, -1), v).reshape(T, HEADS * D)
        x = x + lin("self_attn.o_proj", o)
        h = norm(x, w[p + "post_attention_layernorm.weight"])
        x = x + lin("mlp.down_proj", torch.nn.functional.silu(lin("mlp.gate_proj", h)) * lin("mlp.up_proj", h))
    x = norm(x, w["model.norm.weight"])
    return x @ w["model.embed_tokens.weight" if tied else "lm_head.weight"].T

def sequence(s, length):
    return [(7 * i * i + 3 * i + 11 * s) % V for i in range(length)]

SEQUENCES = [(sequence(0, 10), 4), (sequence(1, 38), 1), (sequence(2, 71), 40)]

def loras():
    out = {}
    t = 500
    for site, o in (("model.layers.0.self_attn.v_proj", KV * D), ("model.layers.1.self_attn.q_proj", HEADS * D),
                    ("model.layers.1.mlp.down_proj", H)):
        k = I if "down" in site else H
        out[site] = (f32(pattern(t, RANK * k).reshape(RANK, k)).requires_grad_(),
                     f32(pattern(t + 1, o * RANK).reshape(o, RANK)).requires_grad_())
        t += 2
    return out

def case(tied, bf16, adapted):
    w = weights(tied, bf16)
    lora = loras() if adapted else {}
    total, count = 0, 0
    for tokens, chosen in SEQUENCES:
        logits = forward(w, tied, tokens[:-1], lora)
        target = torch.tensor(tokens[1:])[chosen - 1:]
        total = total + torch.nn.functional.cross_entropy(logits[chosen - 1:], target, reduction="sum")
        count += len(target)
    (total / count).backward()
    out = {"tied": tied, "bf16": bf16, "adapted": adapted, "lossSum": total.item(), "predictions": count}
    if adapted:
        out["adapters"] = {n: {"a": a.grad.flatten().tolist(), "b": b.grad.flatten().tolist()} for n, (a, b) in lora.items()}
    else:
        out["gradients"] = {n: {"norm": w[n].grad.norm().item(),
                                "projection": (w[n].grad.flatten() * pattern(1000 + t, w[n].numel())).sum().item(),
                                "first": w[n].grad.flatten()[:4].tolist()}
                            for t, (n, _) in enumerate(shapes(tied))}
    tokens, margin = sequence(4, 7), math.inf
    with torch.no_grad():
        for _ in range(12):
            last = forward(w, tied, tokens, lora)[-1]
            top = last.topk(2)
            margin = min(margin, (top.values[0] - top.values[1]).item())
            tokens.append(top.indices[0].item())
        out["greedy"] = tokens[7:]
        out["greedyMargin"] = margin
        out["lastLogits"] = last[:8].tolist()
    return out

print(json.dumps([case(True, False, False), case(False, False, False), case(False, False, True), case(True, True, True)], indent=1))
