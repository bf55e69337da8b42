#!/usr/bin/env python3
"""Signs of life (docs/cryptography.md 5.2c), by the second implementation of the scheme: prints alive.json. For vectors only, never for secrets.

Everything random comes from a counter, in this order: the committee's polynomials; two secrets and a seed of 32 bytes each; 32 fresh bytes for
each of r and r' of the capsule; and for each of both shares those of its three nonces and of rho. The account's signature is left out: it is
never twice the same.
"""
import json
import sys

# The folder of the sources stays as it is.
sys.dont_write_bytecode = True

from handover import Counted, committee_hash  # noqa: E402
from group import G, le, point, scalar_bytes  # noqa: E402
from scheme import (  # noqa: E402
    evaluate, h2s, make_capsule, make_share, readable, sha256, verify_capsule, verify_committee, verify_share,
)

LABEL = "MQ2-alive"
# Seed, k, indices, whose sign it is, key, epoch, block: four administrators, indices far apart, and the largest committee.
CASES = [
    (5 << 20, 3, [1, 2, 3, 4], 2, 0, 1, 0),
    (6 << 20, 2, [3, 500, 65000], 65000, 5, 7, 1_000_000),
    (7 << 20, 9, list(range(1, 17)), 16, 4_294_967_295, 4_294_967_295, 4_294_967_295),
]


class Drawn(Counted):
    def hedged(self, secret_1, secret_2, i, ctx):
        return h2s("nonce", secret_1, secret_2, self.bytes(32), bytes([i]), ctx)


def labelled(step, *parts):
    return sha256(LABEL.encode(), bytes([step]), *parts)


def shares_of(rng, own, values, base, capsule, q):
    """A share for each mode, and what it is bound to."""
    x, masks = values[0], values[1:]
    made = []
    for mode, mask in enumerate(masks):
        ctx = labelled(1, base, capsule, q, bytes([mode]))
        *nonces, rho = (rng.hedged(scalar_bytes(x), scalar_bytes(mask), i, ctx) for i in range(4))
        share = make_share(own, x, mask, capsule[:32], q, ctx, nonces, rho)
        verify_share(share, own, (x * G).encode(), (mask * G).encode(), capsule[:32], q, ctx)
        made.append((ctx, share))
    return made


def case(seed, k, indices, own, key_id, epoch, block):
    rng, genesis, block_hash = Drawn(seed), bytes([0x31]) * 32, bytes([0x42]) * 32
    polynomials = rng.polynomials(k)
    secrets = {j: [evaluate(part, j) for part in polynomials] for j in indices}
    points = {j: tuple((value * G).encode() for value in secrets[j]) for j in indices}
    x_public = (polynomials[0][0] * G).encode()
    verify_committee(k, x_public, [(j, *points[j]) for j in indices])
    accounts = {j: bytes([j % 251]) * 32 for j in indices}
    listed = committee_hash(accounts, dict.fromkeys(indices, bytes([9]) * 32), points)

    numbers = le(key_id, 4) + le(epoch, 4) + le(k, 2)
    base = labelled(0, genesis, numbers, x_public, listed, le(own, 2), accounts[own], le(block, 4), block_hash)
    first, second, request = (rng.bytes(32) for _ in range(3))
    r, r1 = (rng.hedged(first, second, i, base) for i in (4, 5))
    capsule, _ = make_capsule(point(x_public), base, r, r1)
    verify_capsule(capsule, base)
    q = (h2s("q", request) * G).encode()
    shares = shares_of(rng, own, secrets[own], base, capsule, q)
    signed = labelled(2, base, capsule, q, *(share for _, share in shares))
    text = f"I have my share of committee key {key_id}, epoch {epoch}"
    return {
        "seed": seed, "genesis": genesis.hex(), "key_id": key_id, "epoch": epoch, "k": k, "indices": indices,
        "x": x_public.hex(), "committee_hash": listed.hex(), "index": own, "account": accounts[own].hex(),
        "secret": b"".join(map(scalar_bytes, secrets[own])).hex(), "block": block, "block_hash": block_hash.hex(),
        "base": base.hex(), "capsule": capsule.hex(), "sealed_to": q.hex(),
        "contexts": [ctx.hex() for ctx, _ in shares], "shares": [share.hex() for _, share in shares],
        "message": readable(text, LABEL, signed).hex(),
    }


if __name__ == "__main__":
    print(json.dumps([case(*given) for given in CASES], indent="\t"))
