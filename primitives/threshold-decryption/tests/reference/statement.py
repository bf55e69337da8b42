#!/usr/bin/env python3
"""Statements about emergency accesses (docs/cryptography.md 5.6), by the standard library alone: prints statement.json.

A second implementation, from keys and texts to sealed bytes. For vectors only, never for secrets.
"""
import json
import sys

# The folder of the sources stays as it is.
sys.dont_write_bytecode = True

from hpke import derive_key_pair, gcm_seal, seal, self_test  # noqa: E402
from scheme import sha256  # noqa: E402

LONG = "No pulse at 3:40.\nNobody could be asked: the patient was not responsive, \u03b2-blockers unknown."
# Chain, request, number of readers, text: each case changes one of them.
CASES = [(1, 2, 2, LONG), (8, 2, 2, LONG), (1, 9, 2, LONG), (1, 2, 5, LONG), (1, 2, 1, "x")]


def reader(number, subject, key):
    account, secret = sha256(b"account%d" % number), sha256(b"enc_secret%d" % number)
    ikm = sha256(b"ikm%d" % number + subject)
    enc_pk = derive_key_pair(secret)[1]
    box = seal(enc_pk, b"MQ2-statement" + subject + account, key, ikm)
    return {"account": account, "enc_secret": secret, "enc_pk": enc_pk, "ikm": ikm, "box": box}


def case(chain, request, count, text):
    genesis, request_id = bytes([chain]) * 32, bytes([request]) * 16
    subject, text = genesis + request_id, text.encode()
    key, iv = sha256(b"key" + subject), sha256(b"iv" + subject)[:12]
    readers = [reader(number, subject, key) for number in range(count)]
    boxes = b"".join(each["account"] + each["box"] for each in readers)
    sealed = b"MQS1" + count.to_bytes(2, "little") + boxes + iv + gcm_seal(key, iv, text, request_id)
    values = {"genesis": genesis, "request_id": request_id, "key": key, "iv": iv, "text": text,
              "sealed": sealed, "sha256": sha256(sealed)}
    shown = [{name: value.hex() for name, value in each.items()} for each in readers]
    return {**{name: value.hex() for name, value in values.items()}, "readers": shown}


if __name__ == "__main__":
    self_test()
    print(json.dumps([case(*given) for given in CASES], indent="\t"))
