"""A whole ceremony without a dealer, reproduced from its seed: contexts, joins, deals with their boxes, the certificates,
and what complaints sign, on the chain and over files.

The generator gives, in this order: the secret of every administrator's one-time key; then for each dealer its
polynomials, the fresh bytes of its proof, and those of every box.
"""
from group import G, ORDER, le, scalar_bytes
from hpke import derive_key_pair, seal, self_test
from scheme import (
    Generator, ceremony_ctx, certificate_message, deal_hash, evaluate, file_message, h2s, join_message, sha256, transcript,
    verify_committee, verify_deal_proof,
)

START, JOIN, DEAL, CERTIFICATE, FILE_COMPLAINT, COMPLAINT = 1, 2, 3, 4, 5, 7
SR25519 = b"\1"


def same(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}: found {found!r}, expected {expected!r}")


class Ceremony:
    """What a vector says, and what follows from it."""

    def __init__(self, case):
        self.genesis, self.key_id, self.epoch = bytes.fromhex(case["genesis"]), case["key_id"], case["epoch"]
        self.attempt, self.k, self.indices = case["attempt"], case["k"], case["indices"]
        self.accounts = {j: bytes([j % 251]) * 32 for j in self.indices}
        self.rng = Generator(bytes.fromhex(case["rng"]))

    def payload(self, kind_of_file, author, *body):
        place = le(self.key_id, 4) + le(self.epoch, 4) + le(self.attempt, 2) + b"\0"
        return bytes([kind_of_file]) + self.genesis + place + author + b"".join(body)

    def start(self):
        listed = (le(j, 2) + self.accounts[j] for j in self.indices)
        dealers = (le(j, 2) for j in self.indices)
        count = le(len(self.indices), 2)
        return self.payload(START, bytes([0xEE]) * 32, le(self.k, 2), count, *listed, count, *dealers, bytes(32))

    def polynomials(self):
        x = [self.rng.scalar() for _ in range(self.k)]
        z = [0, *(self.rng.scalar() for _ in range(self.k - 1))]
        return x, z, [0, *(self.rng.scalar() for _ in range(self.k))]


def check_joins(ceremony, vectors):
    """Gives every administrator's one-time pair."""
    start = ceremony.start()
    same("start", start.hex(), vectors["start"])
    pairs = {}
    for item in vectors["joins"]:
        j = item["index"]
        secret = ceremony.rng.bytes(32)
        pairs[j] = (secret, derive_key_pair(secret)[1])
        same("one-time key", [part.hex() for part in pairs[j]], [item["secret"], item["one_time"]])
        message = join_message(ceremony.genesis, ceremony.key_id, ceremony.epoch, ceremony.attempt, j, pairs[j][1])
        same("join", message.hex(), item["message"])
        signature = SR25519 + bytes.fromhex(item["signature"])
        payload = ceremony.payload(JOIN, ceremony.accounts[j], sha256(start), le(j, 2), pairs[j][1], signature)
        same("file of a join", file_message(payload).hex(), item["file_message"])
    same("joined", list(pairs), ceremony.indices)
    return pairs


def check_deal(ceremony, ctx, pairs, item):
    """Gives the dealer's polynomials."""
    dealer, polynomials = item["dealer"], ceremony.polynomials()
    published = polynomials[0] + polynomials[1][1:] + polynomials[2][1:]
    commitments = b"".join((c * G).encode() for c in published)
    constant = polynomials[0][0]
    t = ceremony.rng.hedged(pairs[dealer][0], scalar_bytes(constant), 9, ctx)
    e = h2s("deal", ctx, le(dealer, 2), commitments[:32], sha256(commitments), (t * G).encode())
    proof = scalar_bytes(e) + scalar_bytes(t + e * constant)
    verify_deal_proof(commitments, ctx, dealer, proof)
    boxes = b""
    for j in ceremony.indices:
        share = b"".join(scalar_bytes(evaluate(c, j)) for c in polynomials)
        info = b"MQ2-deal" + ctx + le(dealer, 2) + le(j, 2)
        boxes += seal(pairs[j][1], info, share, ceremony.rng.bytes(32))
    deal = commitments + boxes + proof
    same("deal", deal.hex(), item["deal"])
    same("deal_hash", deal_hash(ctx, dealer, deal).hex(), item["deal_hash"])
    payload = ceremony.payload(DEAL, ceremony.accounts[dealer], ctx, le(dealer, 2), deal)
    same("file of a deal", file_message(payload).hex(), item["file_message"])
    return polynomials


def check_file_complaints(ceremony, ctx, pairs, vectors):
    """Those that end an attempt: about a deal, a box of it, two deals, silence, and about nobody."""
    accuser, dealer = ceremony.indices[0], ceremony.indices[-1]
    deal = bytes.fromhex(vectors["deals"][-1]["deal"])
    dealt, other = (
        sha256(ceremony.payload(DEAL, ceremony.accounts[dealer], ctx, le(dealer, 2), one))
        for one in (deal, deal[:-1] + bytes([deal[-1] ^ 1]))
    )
    charges = [(dealer, dealt), (dealer, dealt + pairs[accuser][0]), (dealer, dealt + other), (dealer, b""), (0, b"")]
    messages = []
    for charge, (accused, shown) in enumerate(charges, 1):
        body = (sha256(ceremony.start()), le(accuser, 2), le(accused, 2), bytes([charge]), shown)
        payload = ceremony.payload(FILE_COMPLAINT, ceremony.accounts[accuser], *body)
        messages.append(file_message(payload).hex())
    same("complaints over files", messages, vectors["file_complaints"])


def check_transcript(vectors):
    self_test()
    ceremony = Ceremony(vectors)
    pairs = check_joins(ceremony, vectors)
    admins = {j: (ceremony.accounts[j], pairs[j][1]) for j in ceremony.indices}
    ctx = ceremony_ctx(ceremony.genesis, ceremony.key_id, ceremony.epoch, ceremony.attempt, 0, ceremony.k, admins,
                       ceremony.indices, bytes(32))
    same("ceremony_ctx", ctx.hex(), vectors["ceremony_ctx"])
    dealt = [check_deal(ceremony, ctx, pairs, item) for item in vectors["deals"]]
    hashes = {item["dealer"]: bytes.fromhex(item["deal_hash"]) for item in vectors["deals"]}
    same("dealers", list(hashes), ceremony.indices)
    whole = transcript(ctx, hashes)
    same("transcript", whole.hex(), vectors["transcript"])

    summed = [[sum(column) for column in zip(*(polynomials[part] for polynomials in dealt))] for part in range(3)]
    x_public = (summed[0][0] % ORDER * G).encode()
    same("X", x_public.hex(), vectors["x"])
    points = {}
    for j, expected in zip(ceremony.indices, vectors["secrets"], strict=True):
        values = [evaluate(part, j) for part in summed]
        same("secret", b"".join(map(scalar_bytes, values)).hex(), expected)
        points[j] = tuple((value * G).encode() for value in values)
    verify_committee(ceremony.k, x_public, [(j, *points[j]) for j in points])
    listed = (le(j, 2) + b"".join(admins[j]) + b"".join(points[j]) for j in points)
    committee = sha256(b"MQ1-committee", le(len(points), 2), *listed)
    same("committee_hash", committee.hex(), vectors["committee_hash"])
    message = certificate_message(ceremony.genesis, ceremony.key_id, ceremony.epoch, ceremony.k, x_public, committee)
    same("certificate", message.hex(), vectors["certificate_message"])
    j = ceremony.indices[0]
    cert = SR25519 + bytes([0x77]) * 64
    payload = ceremony.payload(CERTIFICATE, ceremony.accounts[j], ctx, whole, le(j, 2), x_public, committee, cert)
    same("file of a certificate", file_message(payload).hex(), vectors["certificate_file_message"])
    payload = ceremony.payload(COMPLAINT, ceremony.accounts[j], ctx, le(j, 2), le(ceremony.indices[-1], 2))
    same("complaint", file_message(payload).hex(), vectors["complaint_file_message"])
    check_file_complaints(ceremony, ctx, pairs, vectors)
