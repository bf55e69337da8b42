#!/usr/bin/env python3
"""Prints how many bytes the chain's state holds for an id: state-size.py PORT ITEM ID

ITEM is a storage item of the pallet MedicalRecords whose key is ID.
Asks the node at that loopback port. Exit code 1 when there is nothing.
"""
import hashlib
import json
import sys
import urllib.request

# twox_128 of the names; a pallet or item of another name is found empty, which is an error here.
PALLET = "d4267de84840dc18ffb15232fff54650"
ITEMS = {
    "Records": "bb8fcc88c3da5bf159c1e1a5f46fe432",
    "Requests": "e973821932a99de497c2362ed9f9be34",
}

port, item, id_hex = sys.argv[1:]
hashed = hashlib.blake2b(bytes.fromhex(id_hex), digest_size=16).hexdigest()
key = f"0x{PALLET}{ITEMS[item]}{hashed}{id_hex}"
body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "state_getStorageSize", "params": [key]}).encode()
request = urllib.request.Request(f"http://127.0.0.1:{port}", body, {"Content-Type": "application/json"})
# No proxy, whatever the environment says: this is loopback.
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
answer = json.load(opener.open(request, timeout=60))
if not answer.get("result"):
    sys.exit(f"state-size: {item} holds nothing for {id_hex}: {answer}")
print(answer["result"])
