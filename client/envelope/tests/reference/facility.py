#!/usr/bin/env python3
"""A patient's keys at a facility (docs/cryptography.md 4.1), by the standard library alone: prints facility.json.

A second implementation of the derivation. For vectors only, never for secrets.
"""

import hashlib
import hmac
import json

# Root, chain, facility: each case changes one of them.
CASES = [(1, 2, 3), (1, 2, 4), (1, 5, 3), (6, 2, 3)]


def extract(salt, ikm):
    return hmac.new(salt, ikm, hashlib.sha256).digest()


def expand(prk, info):
    """The first block of RFC 5869, which is all of 32 bytes."""
    return hmac.new(prk, info + b"\x01", hashlib.sha256).digest()


def case(root, genesis, facility):
    root, genesis, facility = (bytes([byte]) * 32 for byte in (root, genesis, facility))
    prk = extract(b"MQ2-facility", root)
    keys = {name: expand(prk, label + genesis + facility).hex() for name, label in [
        ("account_seed", b"account"),
        ("facility_root", b"csp"),
        ("enc_secret", b"enc"),
    ]}
    return {"csp_root": root.hex(), "genesis": genesis.hex(), "facility": facility.hex(), **keys}


if __name__ == "__main__":
    print(json.dumps([case(*given) for given in CASES], indent="\t"))
