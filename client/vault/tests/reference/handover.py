"""Whole handovers of a committee's key, reproduced from their seeds: the old shares, the files of the ceremony, the new shares, and what is
signed in the end. It stands on the second implementation of the scheme, which shares no code with the crate.

The counter gives, in this order: the old committee's polynomials; the secret of every new administrator's one-time key; then for each
dealer the new coefficients, and the fresh bytes of every box.
"""
import hashlib
import json
import sys
from pathlib import Path

REFERENCE = "primitives/threshold-decryption/tests/reference"
sys.path.insert(0, str(Path(__file__).resolve().parents[4] / REFERENCE))

from group import G, ORDER, le, scalar_bytes  # noqa: E402
from hpke import derive_key_pair, seal  # noqa: E402
from scheme import (  # noqa: E402
    ceremony_ctx, certificate_message, deal_hash, evaluate, handover_message, lagrange, sha256, transcript, verify_committee,
)

START, NEW_EPOCH = 1, 1


def same(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}: found {found!r}, expected {expected!r}")


class Counted:
    def __init__(self, number):
        self.number = number

    def bytes(self, length):
        out = b""
        while len(out) < length:
            self.number += 1
            out += hashlib.sha256(le(self.number, 8)).digest()[:length - len(out)]
        return out

    def scalar(self):
        return int.from_bytes(self.bytes(64), "little") % ORDER or self.scalar()

    def polynomials(self, k, constant=None):
        """Of x, z and z', drawn as the crate draws them."""
        x = [self.scalar() if constant is None else constant, *(self.scalar() for _ in range(k - 1))]
        z = [0, *(self.scalar() for _ in range(k - 1))]
        return x, z, [0, *(self.scalar() for _ in range(k))]


def committee_hash(admins, enc_pks, points):
    listed = (le(j, 2) + admins[j] + enc_pks[j] + b"".join(points[j]) for j in sorted(admins))
    return sha256(b"MQ1-committee", le(len(admins), 2), *listed)


def text(data):
    return "0x" + data.hex()


class Handover:
    def __init__(self, case):
        self.case, self.rng = case, Counted(case["seed"])
        self.genesis, self.key_id, self.epoch = bytes.fromhex(case["genesis"]), case["key_id"], case["epoch"]
        self.old = {item["index"]: bytes.fromhex(item["account"]) for item in case["old"]}
        self.new = {item["index"]: bytes.fromhex(item["account"]) for item in case["new"]}
        self.files = {}
        for file in case["files"]:
            self.files.setdefault(file["kind"], []).append(file["content"])

    def old_committee(self):
        """Its shares of x, and its hash."""
        k, case = self.case["k"], self.case
        polynomials = self.rng.polynomials(k)
        secrets = {j: [evaluate(part, j) for part in polynomials] for j in self.old}
        points = {j: tuple((value * G).encode() for value in secrets[j]) for j in secrets}
        same("X", (polynomials[0][0] * G).encode().hex(), case["x"])
        verify_committee(k, bytes.fromhex(case["x"]), [(j, *points[j]) for j in points])
        enc = dict.fromkeys(self.old, bytes.fromhex(case["old_enc_pk"]))
        return {j: secrets[j][0] for j in secrets}, committee_hash(self.old, enc, points)

    def start(self, old_hash):
        """Hash of the start file's payload."""
        case = self.case
        (content,) = self.files["start"]
        same("old committee", content["old_committee"], text(old_hash))
        same("dealers", content["dealers"], case["dealers"])
        same("rule", content["k"], case["new_k"])
        place = le(self.key_id, 4) + le(self.epoch, 4) + le(case["attempt"], 2) + bytes([NEW_EPOCH])
        listed = b"".join(le(j, 2) + self.new[j] for j in sorted(self.new))
        dealers = b"".join(le(i, 2) for i in case["dealers"])
        counts = le(case["new_k"], 2) + le(len(self.new), 2)
        head = bytes([START]) + self.genesis + place + bytes.fromhex(case["starter"])
        return sha256(head + counts + listed + le(len(case["dealers"]), 2) + dealers + old_hash)

    def joins(self, start):
        """The one-time key of every new administrator."""
        public = {}
        for content in self.files["join"]:
            j, secret = content["index"], self.rng.bytes(32)
            public[j] = derive_key_pair(secret)[1]
            same("join", content, {"start": text(start), "index": j, "one_time": text(public[j])})
        same("joined", list(public), list(self.new))
        return public

    def deals(self, ctx, shares, public):
        """The polynomials of every dealer, and the hash of every deal."""
        dealt, hashes, k = {}, {}, self.case["new_k"]
        for content in self.files["deal"]:
            i = content["dealer"]
            polynomials = self.rng.polynomials(k, shares[i])
            published = polynomials[0] + polynomials[1][1:] + polynomials[2][1:]
            deal = b"".join((c * G).encode() for c in published)
            for j in self.new:
                share = b"".join(scalar_bytes(evaluate(part, j)) for part in polynomials)
                info = b"MQ2-deal" + ctx + le(i, 2) + le(j, 2)
                deal += seal(public[j], info, share, self.rng.bytes(32))
            same("deal", content, {"ceremony": text(ctx), "dealer": i, "deal": text(deal)})
            dealt[i], hashes[i] = polynomials, deal_hash(ctx, i, deal)
        same("dealers", list(dealt), self.case["dealers"])
        return dealt, hashes

    def new_committee(self, dealt, public):
        """Its hash, once its shares are those of the case."""
        dealers, case = list(dealt), self.case
        weights = {i: lagrange(dealers, i, 0) for i in dealers}
        points = {}
        for j, expected in zip(self.new, case["secrets"], strict=True):
            parts = [[evaluate(part, j) for part in dealt[i]] for i in dealers]
            x = sum(weights[i] * part[0] for i, part in zip(dealers, parts)) % ORDER
            values = [x, sum(part[1] for part in parts) % ORDER, sum(part[2] for part in parts) % ORDER]
            same("new share", b"".join(map(scalar_bytes, values)).hex(), expected)
            points[j] = tuple((value * G).encode() for value in values)
        verify_committee(case["new_k"], bytes.fromhex(case["x"]), [(j, *points[j]) for j in points])
        return committee_hash(self.new, public, points)

    def check(self):
        case = self.case
        shares, old_hash = self.old_committee()
        start = self.start(old_hash)
        public = self.joins(start)
        members = {j: (self.new[j], public[j]) for j in self.new}
        ctx = ceremony_ctx(self.genesis, self.key_id, self.epoch, case["attempt"], NEW_EPOCH, case["new_k"], members,
                           case["dealers"], old_hash)
        dealt, hashes = self.deals(ctx, shares, public)
        hashed, whole = self.new_committee(dealt, public), transcript(ctx, hashes)
        common = {"ceremony": text(ctx), "transcript": text(whole), "committee": text(hashed)}
        certificates = [common | {"index": j, "x": "0x" + case["x"]} for j in self.new]
        same("certificates", self.files["certificate"], certificates)
        same("handovers", self.files["handover"], [common | {"index": i} for i in case["dealers"]])
        x, epochs = bytes.fromhex(case["x"]), (self.epoch - 1, self.epoch)
        message = certificate_message(self.genesis, self.key_id, self.epoch, case["new_k"], x, hashed)
        same("certificate", message.hex(), case["certificate_message"])
        message = handover_message(self.genesis, self.key_id, *epochs, case["new_k"], x, hashed)
        same("handover", message.hex(), case["handover_message"])


def main(path):
    cases = json.loads(Path(path).read_text(encoding="ascii"))
    for case in cases:
        Handover(case).check()
    print(f"second implementation: {len(cases)} handovers agree")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: handover.py handover.json")
    main(sys.argv[1])
