#!/usr/bin/env python3
"""Second implementation of the threshold layer: plain Python integers, the standard library, no code of the crate.

    python3 verify.py frozen.json mq1_vectors.json mq2_vectors.json ceremony.json

For frozen.json it reruns the generator (ChaCha20 from the written seed), so that every secret, capsule, proof and share
is reproduced byte for byte, hedged nonces included, and so for ceremony.json, boxes and all (ceremony.py); for the other
two it takes the nonces written there. Everywhere it
then verifies everything from public values alone, by the equations of docs/cryptography.md 5.2, and tries forgeries.

Not constant time: for vectors only, never for secrets.
"""
import json
import sys
from pathlib import Path

# The folder of the sources stays as it is.
sys.dont_write_bytecode = True

from group import (  # noqa: E402
    G, ORDER, P, Refused, le, map_to_curve, point, scalar, scalar_bytes, total,
)
from ceremony import check_transcript  # noqa: E402
from scheme import (  # noqa: E402
    Claim, Generator, auth_message, blake2_128, ceremony_ctx, certificate_message, evaluate, expand_message_xmd, h2g, h2s,
    handover_message, interpolate, lagrange, make_capsule, make_share, sha256, user_key_message, verify_capsule, verify_committee, verify_deal_proof,
    verify_share, verify_shares, weights_of,
)

# Those of the last share when all of mq2_vectors.json are one batch; src/vectors.rs has the same.
WEIGHTS = (
    "ca48b2dd6919c5d76020de95c4df37d51776df63f6145b30dc0262ce103aab47"
    "769f4001886dacf9a17da852ed79efccc61990343eacfe905a1c2a33f9b11453"
)

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


def check_rec_hash(sealed):
    fields = (sealed[name] for name in ("commitment", "csp_enc", "csp_check", "locator"))
    same("rec_hash", sha256(b"MQ2-rec", *fields), sealed["rec_hash"])


def check_request(request, points, record_ctx, rec_hash, capsule, u, genesis, record_id, own):
    """One request, from public values and the requester's seed. `own`: secrets of the requester in mode 1.

    Gives the statements of its shares, which are true."""
    ctx, q, mode = request["request_ctx"], request["Q"], request["mode"]
    same("Q", (h2s("q", request["seed"]) * G).encode(), q)
    requester, seq = request["requester"], le(request["seq"], 4)
    same("request_id", blake2_128(b"MQ1-req", genesis, requester, record_id, seq), request["request_id"])
    numbers = le(request["key_id"], 4) + le(request["epoch"], 4)
    same("request_ctx", sha256(b"MQ2-ctx", genesis, record_ctx, sha256(capsule), rec_hash, numbers,
                               request["request_id"], requester, q, request["epk"],
                               bytes([mode, request["purpose"]])), ctx)
    same("auth_message", auth_message(record_id, request["purpose"], ctx), request["auth_message"])

    r, secret, partials, statements = capsule[:32], h2s("q", request["seed"]), {}, []
    for share in map(unhex, request["shares"]):
        j, data = share["index"], share["share"]
        x_j, z_j = points[j][0], points[j][1 + mode]
        verify_share(data, j, x_j, z_j, r, q, ctx)
        refused("another index", verify_share, data, j % 65535 + 1, x_j, z_j, r, q, ctx)
        refused("another mask", verify_share, data, j, x_j, points[j][2 - mode], r, q, ctx)
        refused("another request", verify_share, data, j, x_j, z_j, r, q, sha256(ctx))
        partials[j] = point(data[32:64]) - secret * point(data[:32])
        statements.append((data, j, x_j, z_j, r, q, ctx))
    verify_shares(statements)
    verify_shares(statements[:1])
    first, second, *others = statements
    refused("two shares exchanged", verify_shares, [(second[0], *first[1:]), (first[0], *second[1:]), *others])
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
    return statements


def check_record(genesis, record, x_public, capsule):
    same("record_id", blake2_128(b"MQ1-rid", genesis, record["uploader"], record["nonce"]), record["record_id"])
    ctx = sha256(b"MQ1-record", genesis, record["record_id"], record["uploader"], record["patient"],
                 record["csp_pk"], x_public)
    same("record_ctx", ctx, record["record_ctx"])
    verify_capsule(capsule, ctx)
    refused("a copied capsule", verify_capsule, capsule, sha256(ctx))
    refused("another V", verify_capsule, capsule[:32] + capsule[:32] + capsule[64:], ctx)
    return ctx


# ---- mq1_vectors.json, and what the second version makes of its requests -------------------------------------------


def check_mq1(vectors, second):
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
    sealed = unhex(second["rec_hash"])
    sealed.update(csp_check=record["csp_check"], rec_hash=sealed["out"])
    check_rec_hash(sealed)
    batch = []
    for request, answer in zip(map(unhex, vectors["requests"]), second["shares"], strict=True):
        same("mode", answer["mode"], request["mode"])
        ctx_2, shares = bytes.fromhex(answer["request_ctx"]), list(map(unhex, answer["rows"]))
        for share, row in zip(map(unhex, request["shares"]), shares, strict=True):
            x, z = secrets[share["index"]][0], secrets[share["index"]][1 + request["mode"]]
            nonces = [scalar(bytes.fromhex(nonce)) for nonce in share["nonces"]]
            made = make_share(share["index"], x, z, capsule[:32], request["Q"], ctx_2, nonces, scalar(share["rho"]))
            same("share", (share["index"], made), (row["index"], row["share"]))
        request.update(request_ctx=ctx_2, shares=answer["rows"], auth_message=bytes.fromhex(answer["auth_message"]))
        own = (1, secrets[1][0], secrets[1][2])
        batch += check_request(request, points, ctx, sealed["rec_hash"], capsule, record["U"], record["genesis"],
                               record["record_id"], own)
    verify_shares(batch)
    weights = weights_of([Claim(*statement) for statement in batch])
    same("weights", b"".join(le(weight, 16) for weight in weights[-1]).hex(), WEIGHTS)


def horner(commitments, at):
    result = commitments[-1]
    for commitment in reversed(commitments[:-1]):
        result = at * result + commitment
    return result


def check_sums(vectors, polynomials, k):
    """A ceremony of mq2_vectors.json. polynomials: {dealer: (x, z, z')}. Gives the secrets of the new committee."""
    weights = {i: lagrange(polynomials, i, 0) if "dealers" in vectors else 1 for i in polynomials}
    parts = [list(zip(*(polynomials[i][part] for i in polynomials))) for part in range(3)]
    summed = [[sum(c) for c in column] for column in parts]
    summed[0] = [sum(w * c for w, c in zip(weights.values(), row)) for row in parts[0]]
    secrets, admins = {}, []
    for index, values in vectors["secrets"].items():
        j, commitments = int(index), [[c * G for c in part] for part in summed]
        secrets[j] = [evaluate(part, j) for part in summed]
        same("secret", [scalar_bytes(value).hex() for value in secrets[j]], values)
        admins.append((j, *((value * G).encode() for value in secrets[j])))
        same("Horner", tuple(horner(part, j).encode() for part in commitments), admins[-1][1:])
    same("X", (summed[0][0] * G).encode().hex(), vectors["X"])
    verify_committee(k, bytes.fromhex(vectors["X"]), admins)
    return secrets


def check_ceremonies(vectors):
    def drawn(tag, k, constant=None):
        t = [[h2s("test", f"{tag}{part}{i}".encode()) for i in range(k + 1)] for part in "xzp"]
        return [t[0][0] if constant is None else constant, *t[0][1:k]], [0, *t[1][1:k]], [0, *t[2][1:]]

    secrets = check_sums(vectors["dkg"], {i: drawn(f"dkg{i}", 3) for i in range(1, 5)}, 3)
    again = vectors["reshare"]
    check_sums(again, {i: drawn(f"re{i}", 4, secrets[i][0]) for i in again["dealers"]}, 4)
    same("X", again["X"], vectors["dkg"]["X"])


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
    certificate = certificate_message(genesis, case["key_id"], case["epoch"], k, x_public, hashed)
    same("certificate", certificate, case["certificate_message"])
    epochs = (case["epoch"] - 1, case["epoch"])
    handover = handover_message(genesis, case["key_id"], *epochs, k, x_public, hashed)
    same("handover", handover, case["handover_message"])
    user = user_key_message(genesis, case["account"], case["csp_version"], record["csp_pk"], case["enc_pk"])
    same("user key", user, case["user_key_message"])

    capsule, salts = record["capsule"], (record["env_salt"], record["csp_rec"])
    ctx = check_record(genesis, record, x_public, capsule)
    r, r1 = (rng.hedged(*salts, i, ctx) for i in (4, 5))
    same("capsule", make_capsule(point(x_public), ctx, r, r1), (capsule, record["u"]))

    sealed, batch = unhex(vectors["sealed"]), []
    check_rec_hash(sealed)
    for request in map(unhex, case["requests"]):
        mode, q, request_ctx = request["mode"], request["q"], request["request_ctx"]
        same("approvers", [share["index"] for share in request["shares"]], case["indices"][-k:])
        for share in map(unhex, request["shares"]):
            x, z = secrets[share["index"]][0], secrets[share["index"]][1 + mode]
            *nonces, rho = (rng.hedged(scalar_bytes(x), scalar_bytes(z), i, request_ctx) for i in range(4))
            made = make_share(share["index"], x, z, capsule[:32], q, request_ctx, nonces, rho)
            same("share", made, share["share"])
        own = case["indices"][0]
        request.update(Q=q, key_id=case["key_id"], epoch=case["epoch"])
        batch += check_request(request, points, ctx, sealed["rec_hash"], capsule, record["u"], genesis,
                               record["record_id"], (own, secrets[own][0], secrets[own][2]))
    verify_shares(batch)


def check_ceremony(vectors):
    case = unhex(vectors)
    rng, k, indices, reshare = Generator(case["rng"]), case["k"], case["indices"], case["kind"] == 1
    members = {j: (case["account"], case["one_time"]) for j in indices}
    dealers = [item["dealer"] for item in case["deals"]]
    ctx = ceremony_ctx(case["genesis"], case["key_id"], case["epoch"], case["attempt"], case["kind"], k, members, dealers,
                       case["old_committee"])
    same("ceremony_ctx", ctx, case["ceremony_ctx"])
    old = deal(rng, 3)[0] if reshare else None
    if reshare:
        same("old X", (old[0] * G).encode(), case["old_x"])

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
            constant, commitments = polynomials[0][0], item["commitments"]
            t = rng.hedged(item["enc_sk"], scalar_bytes(constant), 9, ctx)
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


def main(*paths):
    frozen, mq1, mq2, ceremony = (json.loads(Path(path).read_text(encoding="ascii")) for path in paths)
    self_test()
    check_mq1(mq1, mq2)
    check_ceremonies(mq2["ceremonies"])
    for case in frozen["scenarios"]:
        check_scenario(case)
    for case in frozen["ceremonies"]:
        check_ceremony(case)
    for case in ceremony["ceremonies"]:
        check_transcript(case)
    print(f"second implementation: {len(mq1['hash'])} hashes, {len(mq1['committee_rejected'])} rejected committees, "
          f"{len(frozen['scenarios']) + 1} committees, {len(frozen['ceremonies']) + 2} ceremonies, "
          f"{len(ceremony['ceremonies'])} transcripts with boxes agree")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit("usage: verify.py frozen.json mq1_vectors.json mq2_vectors.json ceremony.json")
    main(*sys.argv[1:])
