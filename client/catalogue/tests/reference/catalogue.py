#!/usr/bin/env python3
"""Second implementation of the catalogue's formats, from their description alone; it makes tests/vectors/catalogue.json.

    pip install cryptography py-sr25519-bindings
    python3 catalogue.py > ../vectors/catalogue.json          # once: only a new version of the format may change the file
    python3 catalogue.py --check ../vectors/catalogue.json    # compares everything but the signatures, which are random

AES-GCM and X25519 are OpenSSL's, by the package `cryptography`; signatures are those of py-sr25519-bindings. HKDF, HPKE (RFC 9180) and
PADMÉ are written out here.
"""
import hashlib
import hmac
import json
import struct
import sys

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FULL, TAIL = 47_660, 2_976
GENESIS, K_CAT, SEED = bytes([0xA1]) * 32, bytes([0xB2]) * 32, bytes([0xC3]) * 32
EPOCH, NUMBER, MADE_AT = 7, 42, 123_456
READERS = [bytes([n]) * 32 for n in (0x31, 0x32, 0x33)]
MODALITIES = (
    "OT CT MR US CR DX MG XA RF NM PT IO PX RG BMD ES GM SM XC OP OPT OPV OPM OCT IVUS IVOCT ECG EEG EMG EPS HD RESP AU RTIMAGE RTDOSE "
    "RTSTRUCT RTPLAN RTRECORD SR KO PR SEG REG BI TG LS M3D DOC DOCUMENT LETTER REFERRAL NOTE OPERATION PATHOLOGY LAB IMAGING MEDICATION "
    "VACCINATION ALLERGY PLAN NURSING GENOME DEVICE ARCHIVE"
).split()


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def extract(salt, ikm):
    return hmac.new(salt or bytes(32), ikm, hashlib.sha256).digest()


def expand(prk, info, length=32):
    out, block, n = b"", b"", 1
    while len(out) < length:
        block = hmac.new(prk, block + info + bytes([n]), hashlib.sha256).digest()
        out, n = out + block, n + 1
    return out[:length]


class Entropy:
    """SHA-256 of a label and a counter, a new count for every 32 bytes begun; tests/common/mod.rs has the same."""

    def __init__(self, label):
        self.label, self.count = label.encode(), 0

    def draw(self, length):
        out = b""
        while length > 0:
            block = sha256(self.label, struct.pack("<Q", self.count))
            self.count += 1
            out += block[: min(32, length)]
            length -= 32
        return out


def category(code):
    return 1 + ((ord(code[0]) - 65) * 10 + int(code[1])) * 36 + int(code[2], 36)


def quarter(year, month):
    return 4 * (year - 1900) + (month - 1) // 3


def entry(reference, category, quarter, modality, flags):
    return reference + struct.pack("<HHBB", category, quarter, modality, flags)


def order(row):
    return struct.unpack("<HH", row[16:20]) + (row[:16], row[20], row[21])


def padme(n):
    if n <= 1024:
        return 1024
    e = n.bit_length() - 1
    mask = (1 << (e - e.bit_length())) - 1
    return (n + mask) & ~mask


# ---- HPKE, base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM -----------------------------------------

KEM, SUITE = b"KEM" + struct.pack(">H", 0x20), b"HPKE" + struct.pack(">HHH", 0x20, 1, 2)


def labeled_extract(suite, salt, label, ikm):
    return extract(salt, b"HPKE-v1" + suite + label + ikm)


def labeled_expand(suite, prk, label, info, length):
    return expand(prk, struct.pack(">H", length) + b"HPKE-v1" + suite + label + info, length)


def derive_pair(ikm):
    secret = labeled_expand(KEM, labeled_extract(KEM, b"", b"dkp_prk", ikm), b"sk", b"", 32)
    private = X25519PrivateKey.from_private_bytes(secret)
    return private, private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def hpke_seal(public, info, plain, ikm):
    ephemeral, enc = derive_pair(ikm)
    dh = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    shared = labeled_expand(KEM, labeled_extract(KEM, b"", b"eae_prk", dh), b"shared_secret", enc + public, 32)
    context = b"\0" + labeled_extract(SUITE, b"", b"psk_id_hash", b"") + labeled_extract(SUITE, b"", b"info_hash", info)
    secret = labeled_extract(SUITE, shared, b"secret", b"")
    key = labeled_expand(SUITE, secret, b"key", context, 32)
    nonce = labeled_expand(SUITE, secret, b"base_nonce", context, 12)
    return enc + AESGCM(key).encrypt(nonce, plain, b"")


# ---- the catalogue -------------------------------------------------------------------------------------------------


def seal_block(facility, rows, room, entropy):
    rows = sorted(rows, key=order)
    block_id = entropy.draw(16)
    preamble = entropy.draw(39)
    salt, prefix = preamble[:32], preamble[32:]
    dek = expand(extract(b"MQ2-cat", K_CAT), b"block" + block_id)
    stream_ad = sha256(b"MQ2-catblock", GENESIS, facility, struct.pack("<H", EPOCH), block_id)
    key = expand(extract(salt, dek), stream_ad)
    plain = b"".join(rows) + bytes(22 * (room - len(rows)))
    sealed = b"\x28" + preamble + AESGCM(key).encrypt(prefix + struct.pack(">IB", 0, 1), plain, b"")
    first, last = order(rows[0])[:2], order(rows[-1])[:2]
    row = block_id + sha256(sealed) + b"\x55" + struct.pack("<IHHHH", len(rows), *first, *last)
    return sealed, row


def cid(data):
    return b"\x01\x55\x12\x20" + sha256(data)


def wrapped(*parts):
    return b"<Bytes>" + b"".join(parts) + b"</Bytes>"


def make_manifest(facility, rows, entropy):
    salt = entropy.draw(64)
    table = sha256(b"MQ2-cattable", "".join(code + "\n" for code in MODALITIES).encode())
    plain = salt + b"MQC1\x01\x01\x00\x00" + GENESIS + facility + struct.pack("<HII", EPOCH, NUMBER, MADE_AT) + table
    plain += struct.pack("<I", len(rows)) + b"".join(rows)
    plain += bytes(padme(len(plain)) - len(plain))
    nonce = entropy.draw(12)
    key = expand(extract(b"MQ2-cat", K_CAT), b"manifest" + struct.pack("<I", NUMBER))
    sealed = nonce + AESGCM(key).encrypt(nonce, plain, facility + struct.pack("<I", NUMBER))
    message = wrapped(b"MQ2-manifest", GENESIS, facility, struct.pack("<HI", EPOCH, NUMBER), sha256(sealed))
    return sealed, message, sha256(b"MQ2-catalogue", plain)


def make_locator(facility, manifest, entropy):
    nonce = entropy.draw(12)
    key = expand(extract(b"MQ2-cat", K_CAT), b"locator" + struct.pack("<I", NUMBER))
    return nonce + AESGCM(key).encrypt(nonce, cid(manifest), facility + struct.pack("<I", NUMBER))


def make_keyring(facility, objects, entropy):
    body = b"MQK3" + facility + struct.pack("<HHIH", EPOCH, len(READERS), NUMBER, len(objects))
    for reader in READERS:
        public = derive_pair(sha256(b"reader", reader))[1]
        info = b"MQ2-catkey" + GENESIS + facility + struct.pack("<H", EPOCH) + reader
        body += reader + hpke_seal(public, info, K_CAT, entropy.draw(32))
    body += b"".join(sorted(sha256(b"MQ2-catobject", facility, sha256(object))[:16] for object in objects))
    return body, wrapped(b"MQ2-keyring", GENESIS, facility, struct.pack("<H", EPOCH), sha256(body))


def rows_of_tail():
    codes = ["E11", "A00", "Z9Z", "C4A", "Z3A", "E11"]
    rows = [
        entry(sha256(b"tail", bytes([n]))[:16], category(code), quarter(2020 + n, 3 * n % 12 + 1), n, n % 2)
        for n, code in enumerate(codes)
    ]
    return rows + [entry(sha256(b"rare")[:16], 0xF000 + 22, quarter(2026, 12), 63, 1)]


def rows_of_block():
    return [
        entry(sha256(b"block", struct.pack("<I", n))[:16], 1 + n * 9360 // FULL, quarter(2000 + n % 27, n % 12 + 1), n % 64, n % 2)
        for n in range(FULL)
    ]


def make(sign):
    """Everything as a dictionary; `sign` gives account and signature, or those of before."""
    facility = sign(None)
    tail, tail_row = seal_block(facility, rows_of_tail(), TAIL, Entropy("vector tail"))
    block, block_row = seal_block(facility, rows_of_block(), FULL, Entropy("vector block"))
    sealed, message, commitment = make_manifest(facility, [block_row, tail_row], Entropy("vector manifest"))
    manifest = sealed + sign(message)
    body, keyring_message = make_keyring(facility, [manifest, block, tail], Entropy("vector keyring"))
    keyring = body + sign(keyring_message)
    locator = make_locator(facility, manifest, Entropy("vector locator"))
    return {
        "about": "made by tests/reference/catalogue.py; frozen",
        "genesis": GENESIS.hex(), "facility": facility.hex(), "k_cat": K_CAT.hex(),
        "epoch": EPOCH, "number": NUMBER, "made_at": MADE_AT,
        "tail_entries": [row.hex() for row in sorted(rows_of_tail(), key=order)],
        "tail_row": tail_row.hex(), "tail_sha256": sha256(tail).hex(), "tail_begin": tail[:200].hex(),
        "block_row": block_row.hex(), "block_sha256": sha256(block).hex(), "block_begin": block[:200].hex(),
        "manifest": manifest.hex(), "manifest_message": message.hex(), "commitment": commitment.hex(),
        "locator": locator.hex(), "keyring": keyring.hex(), "keyring_message": keyring_message.hex(),
        "readers": [reader.hex() for reader in READERS],
    }


def main():
    if sys.argv[1:2] == ["--check"]:
        with open(sys.argv[2], encoding="utf-8") as file:
            old = json.load(file)
        signatures = iter([bytes.fromhex(old["manifest"])[-64:], bytes.fromhex(old["keyring"])[-64:]])
        facility = bytes.fromhex(old["facility"])
        new = make(lambda message: facility if message is None else next(signatures))
        different = [name for name in old if old[name] != new.get(name)]
        print(f"different: {', '.join(different)}" if different else f"{len(old)} values are as they were")
        return 1 if different else 0
    import sr25519

    pair = sr25519.pair_from_seed(SEED)
    print(json.dumps(make(lambda message: pair[0] if message is None else sr25519.sign(pair, message)), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
