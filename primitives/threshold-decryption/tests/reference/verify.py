#!/usr/bin/env python3
"""Second implementation of the threshold layer: plain Python integers, the standard library, no code of the crate.

    python3 verify.py frozen.json mq1_vectors.json

For frozen.json it reruns the generator (ChaCha20 from the written seed), so that every secret, capsule, proof and share
is reproduced byte for byte, hedged nonces included; for mq1_vectors.json it takes the nonces written there. In both it
then verifies everything from public values alone, by the equations of docs/cryptography.md 5.2, and tries forgeries.

Not constant time: for vectors only, never for secrets.
"""
import hashlib
import json
import struct
import sys

# The folder of the sources stays as it is.
sys.dont_write_bytecode = True

from group import (  # noqa: E402
    G, IDENTITY, ORDER, P, Refused, le, map_to_curve, point, scalar, scalar_bytes, total,
)

# ---- hashing -----------------------------------------------------------------------------------------------------


def expand_message_xmd(message, dst, length):
    """RFC 9380, 5.3.1, with SHA-512."""
    dst += bytes([len(dst)])
    first = hashlib.sha512(bytes(128) + message + length.to_bytes(2, "big") + b"\0" + dst).digest()
    block, out = bytes(64), b""
    for i in range(1, -(-length // 64) + 1):
        block = hashlib.sha512(bytes(a ^ b for a, b in zip(first, block)) + bytes([i]) + dst).digest()
        out += block
    return out[:length]


def uniform(name, parts):
    return expand_message_xmd(b"".join(parts), b"MQ1-EHTDH1-v1-" + name.encode(), 64)


def h2s(name, *parts):
    return int.from_bytes(uniform(name, parts), "little") % ORDER


def h2g(name, *parts):
    data = uniform(name, parts)
    halves = ((int.from_bytes(half, "little") % 2**255) % P for half in (data[:32], data[32:]))
    return total(map_to_curve(half) for half in halves)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def blake2_128(*parts):
    return hashlib.blake2b(b"".join(parts), digest_size=16).digest()


def wrapped(*parts):
    return b"<Bytes>" + b"".join(parts) + b"</Bytes>"


# ---- the generator of frozen.json: ChaCha20 (64-bit counter, nonce zero) ------------------------------------------


class Generator:
    def __init__(self, seed):
        self.key, self.counter, self.buffer = struct.unpack("<8I", seed), 0, b""

    def block(self):
        state = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, *self.key, self.counter, 0, 0, 0]
        work = state[:]

        def quarter(a, b, c, d):
            for x, y, z, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                work[x] = (work[x] + work[y]) & 0xFFFFFFFF
                mixed = work[z] ^ work[x]
                work[z] = (mixed << bits | mixed >> (32 - bits)) & 0xFFFFFFFF

        for _ in range(10):
            for i in range(4):
                quarter(i, 4 + i, 8 + i, 12 + i)
            for i in range(4):
                quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
        self.counter += 1
        return struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(work, state)))

    def bytes(self, length):
        while len(self.buffer) < length:
            self.buffer += self.block()
        out, self.buffer = self.buffer[:length], self.buffer[length:]
        return out

    def scalar(self):
        return int.from_bytes(self.bytes(64), "little") % ORDER or self.scalar()

    def hedged(self, secret_1, secret_2, i, ctx):
        value = h2s("nonce", secret_1, secret_2, self.bytes(32), bytes([i]), ctx)
        return value or self.hedged(secret_1, secret_2, i, ctx)


# ---- polynomials -------------------------------------------------------------------------------------------------


def evaluate(coefficients, at):
    return sum(c * at**i for i, c in enumerate(coefficients)) % ORDER


def lagrange(nodes, j, at):
    numerator = denominator = 1
    for m in nodes:
        if m != j:
            numerator, denominator = numerator * (at - m), denominator * (j - m)
    return numerator * pow(denominator, -1, ORDER) % ORDER


def interpolate(points, nodes, at=0):
    """The value at `at` of the polynomial through points[j], j in nodes."""
    return total(lagrange(nodes, j, at) * points[j] for j in nodes)


def leading(points, nodes):
    """The coefficient of the highest power of the same polynomial."""
    result = IDENTITY
    for j in nodes:
        denominator = 1
        for m in nodes:
            if m != j:
                denominator *= j - m
        result = result + pow(denominator, -1, ORDER) * points[j]
    return result


# ---- the scheme: makers ------------------------------------------------------------------------------------------


def make_capsule(x_public, ad, r, r1):
    big_r, big_r1 = r * G, r1 * G
    y = h2g("Hegd", big_r.encode(), big_r1.encode(), ad)
    v, v1 = r * y, r1 * y
    e = h2s("Hecd", y.encode(), v.encode(), v1.encode())
    return big_r.encode() + v.encode() + scalar_bytes(e) + scalar_bytes(r1 + e * r), (r * x_public).encode()


def make_share(j, x, z, r, q, ctx, n, rho):
    """r and q are the encoded points R and Q."""
    s, big_r, big_q = h2g("Hdgd", ctx, r), point(r), point(q)
    a, b = rho * G, x * big_r + z * s + rho * big_q
    t = [n[0] * G, n[1] * G, n[2] * G, n[0] * big_r + n[1] * s + n[2] * big_q]
    points = [(x * G).encode(), (z * G).encode(), a.encode(), b.encode(), *(item.encode() for item in t)]
    e = h2s("Hdcd", ctx, le(j, 2), s.encode(), r, q, *points)
    answers = (n[0] + e * x, n[1] + e * z, n[2] + e * rho)
    return a.encode() + b.encode() + b"".join(map(scalar_bytes, (e, *answers)))


def make_pok(q, ctx, t):
    e = h2s("pok", ctx, (q * G).encode(), (t * G).encode())
    return scalar_bytes(e) + scalar_bytes(t + e * q)


# ---- the scheme: verifiers, from public values only ---------------------------------------------------------------


def fields(data, count):
    if len(data) != 32 * count:
        raise Refused("length")
    return [data[i : i + 32] for i in range(0, len(data), 32)]


def verify_capsule(capsule, ad):
    r, v, e, s = fields(capsule, 4)
    big_r, big_v, e, s = point(r), point(v), scalar(e), scalar(s)
    r1 = s * G - e * big_r
    y = h2g("Hegd", r, r1.encode(), ad)
    v1 = s * y - e * big_v
    if e != h2s("Hecd", y.encode(), v, v1.encode()):
        raise Refused("capsule proof")


def verify_share(share, j, x_j, z_j, r, q, ctx):
    a, b, e, s_x, s_z, s_rho = fields(share, 6)
    e, s_x, s_z, s_rho = map(scalar, (e, s_x, s_z, s_rho))
    s = h2g("Hdgd", ctx, r)
    t0 = s_x * G - e * point(x_j)
    t1 = s_z * G - e * point(z_j)
    t2 = s_rho * G - e * point(a)
    t3 = s_x * point(r) + s_z * s + s_rho * point(q) - e * point(b)
    commitments = [t.encode() for t in (t0, t1, t2, t3)]
    if e != h2s("Hdcd", ctx, le(j, 2), s.encode(), r, q, x_j, z_j, a, b, *commitments):
        raise Refused("share proof")


def verify_pok(q, ctx, pok):
    e, s = map(scalar, fields(pok, 2))
    if e != h2s("pok", ctx, q, (s * G - e * point(q)).encode()):
        raise Refused("proof of possession")


def verify_deal_proof(commitments, ctx, dealer, proof):
    e, s = map(scalar, fields(proof, 2))
    constant = commitments[:32]
    commitment = (s * G - e * point(constant)).encode()
    if e != h2s("deal", ctx, le(dealer, 2), constant, sha256(commitments), commitment):
        raise Refused("dealer's proof")


def verify_committee(k, x_public, admins):
    """docs/cryptography.md 5.4a. admins: (index, X_j, Z_j, Z'_j), encoded."""
    indices = [admin[0] for admin in admins]
    if not 2 <= k <= len(indices) <= 16 or indices[0] < 1 or sorted(set(indices)) != indices:
        raise Refused("shape")
    x, z, zp = ({admin[0]: point(admin[part]) for admin in admins} for part in (1, 2, 3))
    base, base0 = indices[:k], [0, *indices[:k]]
    x[0], z[0], zp[0] = point(x_public), IDENTITY, IDENTITY
    for t in [0, *indices[k:]]:
        if not (interpolate(x, base, t) == x[t] and interpolate(z, base, t) == z[t]):
            raise Refused("off the polynomial")
    for t in indices[k:]:
        if not interpolate(zp, base0, t) == zp[t]:
            raise Refused("off the polynomial")
    if any(leading(points, nodes) == IDENTITY for points, nodes in ((x, base), (z, base), (zp, base0))):
        raise Refused("degree")


# ---- checks ------------------------------------------------------------------------------------------------------


def same(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}: found {found!r}, expected {expected!r}")


def refused(what, check, *arguments):
    try:
        check(*arguments)
    except Refused:
        return
    raise AssertionError(f"{what} was accepted")


def unhex(mapping):
    """Lower-case hexadecimal strings of a JSON object to bytes; the rest as it is."""
    out = {}
    for key, value in mapping.items():
        try:
            out[key] = bytes.fromhex(value)
        except (TypeError, ValueError):
            out[key] = value
    return out


def check_request(request, points, x_public, record_ctx, capsule, u, genesis, record_id, own):
    """One request, from public values and the requester's seed. `own`: secrets of the requester in mode 1."""
    ctx, q, mode = request["request_ctx"], request["Q"], request["mode"]
    same("Q", (h2s("q", request["seed"]) * G).encode(), q)
    requester, seq = request["requester"], le(request["seq"], 4)
    same("request_id", blake2_128(b"MQ1-req", genesis, requester, record_id, seq), request["request_id"])
    numbers = le(request["key_id"], 4) + le(request["epoch"], 4)
    same("request_ctx", sha256(b"MQ1-ctx", genesis, record_ctx, sha256(capsule), numbers, request["request_id"],
                               requester, q, request["epk"], bytes([mode, request["purpose"]])), ctx)
    same("auth_message", wrapped(b"MQ1-auth", ctx), request["auth_message"])
    verify_pok(q, ctx, request["pok"])
    refused("a proof for another request", verify_pok, q, sha256(ctx), request["pok"])

    r, secret, partials = capsule[:32], h2s("q", request["seed"]), {}
    for share in map(unhex, request["shares"]):
        j, data = share["index"], share["share"]
        x_j, z_j = points[j][0], points[j][1 + mode]
        verify_share(data, j, x_j, z_j, r, q, ctx)
        refused("another index", verify_share, data, j % 65535 + 1, x_j, z_j, r, q, ctx)
        refused("another mask", verify_share, data, j, x_j, points[j][2 - mode], r, q, ctx)
        refused("another request", verify_share, data, j, x_j, z_j, r, q, sha256(ctx))
        partials[j] = point(data[32:64]) - secret * point(data[:32])
    if mode == 1:
        others = sorted(partials)
        if interpolate(partials, others).encode() == u:
            raise AssertionError("the others opened the capsule without the requester's own share")
        j, x, z = own
        partials[j] = x * point(r) + z * h2g("Hdgd", ctx, r)
        if interpolate(partials, sorted([j, *others[1:]])).encode() == u:
            raise AssertionError("the requester's own share counted")
    same("U", interpolate(partials, sorted(partials)).encode(), u)
    fewer = sorted(partials)[1:]
    if interpolate(partials, fewer).encode() == u:
        raise AssertionError("one share fewer opened the capsule")


def check_record(genesis, record, x_public, capsule):
    same("record_id", blake2_128(b"MQ1-rid", genesis, record["uploader"], record["nonce"]), record["record_id"])
    ctx = sha256(b"MQ1-record", genesis, record["record_id"], record["uploader"], record["patient"],
                 record["csp_pk"], x_public)
    same("record_ctx", ctx, record["record_ctx"])
    verify_capsule(capsule, ctx)
    refused("a copied capsule", verify_capsule, capsule, sha256(ctx))
    refused("another V", verify_capsule, capsule[:32] + capsule[:32] + capsule[64:], ctx)
    return ctx


# ---- mq1_vectors.json --------------------------------------------------------------------------------------------


def check_mq1(vectors):
    for case in vectors["hash"]:
        name, message = case["dst"].removeprefix("MQ1-EHTDH1-v1-"), bytes.fromhex(case["msg"])
        found = h2g(name, message).encode() if case["to"] == "group" else scalar_bytes(h2s(name, message))
        same(case["dst"], found.hex(), case["out"])

    k, x_public = vectors["committee"]["k"], bytes.fromhex(vectors["committee"]["X"])
    admins = [unhex(admin) for admin in vectors["committee"]["admins"]]
    secrets = {admin["index"]: [scalar(admin[name]) for name in ("x", "z", "zp")] for admin in admins}
    points = {admin["index"]: (admin["Xj"], admin["Zj"], admin["Zpj"]) for admin in admins}
    for j, values in secrets.items():
        same("points", tuple((value * G).encode() for value in values), points[j])
    verify_committee(k, x_public, [(j, *points[j]) for j in points])
    for case in vectors["committee_rejected"]:
        parts = [list(map(bytes.fromhex, case[name])) for name in ("Xj", "Zj", "Zpj")]
        refused(case["why"], verify_committee, k, bytes.fromhex(case["X"]), list(zip(points, *parts)))

    record = unhex(vectors["record"])
    capsule = record["capsule"]
    ctx = check_record(record["genesis"], record, x_public, capsule)
    made = make_capsule(point(x_public), ctx, scalar(record["r"]), scalar(record["r1"]))
    same("capsule", made, (capsule, record["U"]))
    for request in map(unhex, vectors["requests"]):
        mode, q, request_ctx = request["mode"], request["Q"], request["request_ctx"]
        pok = make_pok(scalar(request["q"]), request_ctx, scalar(request["pok_nonce"]))
        same("pok", pok, request["pok"])
        for share in map(unhex, request["shares"]):
            x, z = secrets[share["index"]][0], secrets[share["index"]][1 + mode]
            nonces = [scalar(bytes.fromhex(nonce)) for nonce in share["nonces"]]
            rho = scalar(share["rho"])
            made = make_share(share["index"], x, z, capsule[:32], q, request_ctx, nonces, rho)
            same("share", made, share["share"])
        own = (1, secrets[1][0], secrets[1][2])
        check_request(request, points, x_public, ctx, capsule, record["U"], record["genesis"], record["record_id"],
                      own)


# ---- frozen.json -------------------------------------------------------------------------------------------------


def deal(rng, k, constant=None):
    """Coefficients of x, z and z', drawn as the crate draws them."""
    x = [rng.scalar() if constant is None else constant, *(rng.scalar() for _ in range(k - 1))]
    z = [0, *(rng.scalar() for _ in range(k - 1))]
    return x, z, [0, *(rng.scalar() for _ in range(k))]


def check_admins(listed, secrets):
    """Compares the listed administrators with secrets {index: (x, z, z')}; gives their points."""
    points = {}
    for admin in map(unhex, listed):
        j = admin["index"]
        same("secret", b"".join(map(scalar_bytes, secrets[j])), admin["secret"])
        points[j] = (admin["x"], admin["z"], admin["zp"])
        same("points", tuple((value * G).encode() for value in secrets[j]), points[j])
    same("indices", list(points), list(secrets))
    return points


def check_scenario(vectors):
    case, record = unhex(vectors), unhex(vectors["record"])
    rng, k, genesis = Generator(case["rng"]), case["k"], case["genesis"]
    polynomials = deal(rng, k)
    secrets = {j: tuple(evaluate(c, j) for c in polynomials) for j in case["indices"]}
    points = check_admins(case["admins"], secrets)
    x_public = case["x"]
    same("X", (polynomials[0][0] * G).encode(), x_public)
    verify_committee(k, x_public, [(j, *points[j]) for j in points])

    who = case["account"] + case["enc_pk"]
    hashed = sha256(b"MQ1-committee", le(len(points), 2), *(le(j, 2) + who + b"".join(points[j]) for j in points))
    same("committee_hash", hashed, case["committee_hash"])
    numbers = le(case["key_id"], 4) + le(case["epoch"], 4) + le(k, 2)
    same("certificate", wrapped(b"MQ1-key", genesis, numbers, x_public, hashed), case["certificate_message"])
    user = wrapped(b"MQ1-user", genesis, case["account"], le(case["csp_version"], 2), record["csp_pk"], case["enc_pk"])
    same("user key", user, case["user_key_message"])

    capsule, salts = record["capsule"], (record["env_salt"], record["csp_rec"])
    ctx = check_record(genesis, record, x_public, capsule)
    r, r1 = (rng.hedged(*salts, i, ctx) for i in (4, 5))
    same("capsule", make_capsule(point(x_public), ctx, r, r1), (capsule, record["u"]))

    for request in map(unhex, case["requests"]):
        mode, q, request_ctx = request["mode"], request["q"], request["request_ctx"]
        seed = request["seed"]
        pok = make_pok(h2s("q", seed), request_ctx, rng.hedged(seed, bytes(32), 8, request_ctx))
        same("pok", pok, request["pok"])
        same("approvers", [share["index"] for share in request["shares"]], case["indices"][-k:])
        for share in map(unhex, request["shares"]):
            x, z = secrets[share["index"]][0], secrets[share["index"]][1 + mode]
            *nonces, rho = (rng.hedged(scalar_bytes(x), scalar_bytes(z), i, request_ctx) for i in range(4))
            made = make_share(share["index"], x, z, capsule[:32], q, request_ctx, nonces, rho)
            same("share", made, share["share"])
        own = case["indices"][0]
        request.update(Q=q, key_id=case["key_id"], epoch=case["epoch"])
        check_request(request, points, x_public, ctx, capsule, record["u"], genesis, record["record_id"],
                      (own, secrets[own][0], secrets[own][2]))


def check_ceremony(vectors):
    case = unhex(vectors)
    rng, k, indices, reshare = Generator(case["rng"]), case["k"], case["indices"], case["kind"] == 1
    numbers = le(case["key_id"], 4) + le(case["epoch"], 4) + bytes([case["kind"]]) + le(k, 2) + le(len(indices), 2)
    members = (le(j, 2) + case["account"] + case["enc_pk"] for j in indices)
    ctx = sha256(b"MQ1-ceremony", case["genesis"], numbers, *members)
    same("ceremony_ctx", ctx, case["ceremony_ctx"])
    old = deal(rng, 3)[0] if reshare else None
    if reshare:
        same("old X", (old[0] * G).encode(), case["old_x"])

    dealers = [item["dealer"] for item in case["deals"]]
    sums = {j: [0, 0, 0] for j in indices}
    for item in map(unhex, case["deals"]):
        dealer = item["dealer"]
        polynomials = deal(rng, k, evaluate(old, dealer) if reshare else None)
        published = polynomials[0] + polynomials[1][1:] + polynomials[2][1:]
        same("commitments", b"".join((c * G).encode() for c in published), item["commitments"])
        if reshare:
            same("constant", item["commitments"][:32], (evaluate(old, dealer) * G).encode())
            same("proof", item["proof"], None)
        else:
            t = rng.hedged(item["enc_sk"], bytes(32), 9, ctx)
            constant, commitments = polynomials[0][0], item["commitments"]
            e = h2s("deal", ctx, le(dealer, 2), commitments[:32], sha256(commitments), (t * G).encode())
            same("proof", scalar_bytes(e) + scalar_bytes(t + e * constant), item["proof"])
            verify_deal_proof(commitments, ctx, dealer, item["proof"])
            refused("another dealer", verify_deal_proof, commitments, ctx, dealer + 1, item["proof"])
        weight = lagrange(dealers, dealer, 0) if reshare else 1
        for j, share in zip(indices, item["shares"]):
            values = [evaluate(c, j) for c in polynomials]
            same("share of a deal", b"".join(map(scalar_bytes, values)).hex(), share)
            x, z, zp = sums[j]
            sums[j] = [(x + weight * values[0]) % ORDER, (z + values[1]) % ORDER, (zp + values[2]) % ORDER]
    points = check_admins(case["admins"], {j: tuple(values) for j, values in sums.items()})
    verify_committee(k, case["x"], [(j, *points[j]) for j in points])
    if reshare:
        same("X", case["x"], case["old_x"])


def self_test():
    """Published vectors, before anything else is believed."""
    dst = b"QUUX-V01-CS02-with-expander-SHA512-256"  # RFC 9380, K.3
    same("xmd", expand_message_xmd(b"", dst, 32).hex(),
         "6b9a7312411d92f921c6f68ca0b6380730a1a4d982c507211a90964c394179ba")
    same("2G", (2 * G).encode().hex(), "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919")
    same("0G", ((ORDER - 1) * G + G).encode(), bytes(32))
    data = bytes.fromhex("5d1be09e3d0c82fc538112490e35701979d99e06ca3e2b5b54bffe8b4dc772c1"
                         "4d98b696a1bbfb5ca32c436cc61c16563790306c79eaca7705668b47dffe5bb6")  # RFC 9496, A.3
    halves = ((int.from_bytes(half, "little") % 2**255) % P for half in (data[:32], data[32:]))
    same("one-way map", total(map(map_to_curve, halves)).encode().hex(),
         "3066f82a1a747d45120d1740f14358531a8f04bbffe6a819f86dfe50f44a0a46")
    for bad in (bytes(32), b"\1" + bytes(31), b"\xff" * 32, le(P, 32), le(P - 1, 32)):
        refused("a bad point", point, bad)
    refused("a bad scalar", scalar, le(ORDER, 32))
    same("ChaCha20", Generator(bytes(32)).bytes(16).hex(), "76b8e0ada0f13d90405d6ae55386bd28")


def main(frozen_path, mq1_path):
    with open(frozen_path, encoding="ascii") as file:
        frozen = json.load(file)
    with open(mq1_path, encoding="ascii") as file:
        mq1 = json.load(file)
    self_test()
    check_mq1(mq1)
    for case in frozen["scenarios"]:
        check_scenario(case)
    for case in frozen["ceremonies"]:
        check_ceremony(case)
    print(f"second implementation: {len(mq1['hash'])} hashes, {len(mq1['committee_rejected'])} rejected committees, "
          f"{len(frozen['scenarios']) + 1} committees, {len(frozen['ceremonies'])} ceremonies agree")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: verify.py frozen.json mq1_vectors.json")
    main(*sys.argv[1:])
