#!/usr/bin/env python3
"""Capsules and wraps of emergencies (docs/cryptography.md 5.6), by the standard library alone: prints emergency.json.

A second implementation, from contexts to sealed bytes. For vectors only, never for secrets.
"""
import json
import sys

# The folder of the sources stays as it is.
sys.dont_write_bytecode = True

from group import G, ORDER, scalar_bytes  # noqa: E402
from hpke import expand, extract, gcm_seal, self_test  # noqa: E402
from scheme import emg_ctx, make_capsule, sha256, verify_capsule  # noqa: E402

# Scope, key, byte that the maker and the nonce are made of: each case changes one of them.
CASES = [(1, 7, 3), (2, 7, 3), (1, 8, 3), (1, 7, 4)]


def made_scalar(text):
    return int.from_bytes(sha256(text.encode()) + sha256(text.encode() + b"2"), "little") % ORDER


def case(scope, key_id, byte):
    x_public = made_scalar(f"x{key_id}") * G
    record_ctx, record_id = sha256(b"record_ctx"), sha256(b"record_id")[:16]
    maker, nonce = bytes([byte]) * 32, bytes([byte + 16]) * 16
    csp_rec, report_key = sha256(b"csp_rec"), sha256(b"report_key")
    ctx = emg_ctx(record_ctx, key_id, x_public.encode(), scope, maker, nonce)
    r, r1 = made_scalar("r"), made_scalar("r1")
    capsule, u = make_capsule(x_public, ctx, r, r1)
    verify_capsule(capsule, ctx)
    key = expand(extract(b"MQ2-emg", capsule[:32] + u), ctx, 32)
    iv = sha256(b"iv" + bytes([scope, byte]))[:12]
    plain = csp_rec + (report_key if scope == 2 else b"")
    values = {"record_ctx": record_ctx, "record_id": record_id, "X": x_public.encode(), "maker": maker, "nonce": nonce,
              "emg_ctx": ctx, "r": scalar_bytes(r), "r1": scalar_bytes(r1), "capsule": capsule, "U": u,
              "K_emg": key, "iv": iv, "csp_rec": csp_rec, "report_key": report_key,
              "wrap": iv + gcm_seal(key, iv, plain, record_id)}
    return {"scope": scope, "key_id": key_id, **{name: value.hex() for name, value in values.items()}}


if __name__ == "__main__":
    self_test()
    print(json.dumps([case(*given) for given in CASES], indent="\t"))
