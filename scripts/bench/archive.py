"""An archive of small files brought in over a development node: how many records a block takes, and of what a block has how much.

scripts/bench-import.sh calls it. ROWS, SIZE (bytes of a file), BLOCK_MS, NODE and CLIENT come from the environment; QUICK=1 is a try.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from pathlib import Path

QUICK = os.environ.get("QUICK") == "1"
ROWS = int(os.environ.get("ROWS", "300" if QUICK else "3000"))
BLOCK_MS = int(os.environ.get("BLOCK_MS", "1000" if QUICK else "6000"))
SIZE = int(os.environ.get("SIZE", "4096"))
# Seconds between two blocks of the parachain.
SLOT = 6
# `System.BlockWeight`: twox128 of both names.
BLOCK_WEIGHT = "0x26aa394eea5630e07c48ae0c9558cef734abf5cb34d6244378cddbf18e849d96"
# What a block gives to ordinary transactions, by runtime/src/constants.rs: three quarters of two seconds (in picoseconds), of the
# relay chain's proof and of the length (in bytes).
LIMITS = {"computing": 1.5e12, "proof": 0.75 * (10 << 20), "length": 0.75 * (5 << 20)}
ENV = dict(os.environ, MEDQUORUM_PASSPHRASE="bench passphrase, never used for anything real")


def say(text):
    print(f"bench-import: {text}", file=sys.stderr, flush=True)


def shell(script, *words):
    argv = ["bash", "-c", f". scripts/processes.sh; {script}", "bench", *map(str, words)]
    return subprocess.run(argv, check=True, stdout=subprocess.PIPE).stdout.decode().split()


class Node:
    """A development node."""

    def __init__(self, folder):
        script = 'start_node "$1" "$2" "$3" >&2 && echo "$node_pid $node_port"'
        self.pid, self.port = shell(script, os.environ["NODE"], folder, BLOCK_MS)

    def ask(self, method, *params):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["result"]

    def stop(self):
        shell('stop "$1"', self.pid)

    def block(self, number):
        """What its ordinary transactions took of a block: computing in picoseconds, proof and length in bytes."""
        found = self.ask("chain_getBlockHash", number)
        weight = bytes.fromhex(self.ask("state_getStorage", BLOCK_WEIGHT, found)[2:])
        computing, at = compact(weight, 0)
        proof, _ = compact(weight, at)
        extrinsics = self.ask("chain_getBlock", found)["block"]["extrinsics"]
        # The longest ones are the batches; inherents are short, but for the one about the relay chain.
        length = sum(len(text) // 2 - 1 for text in extrinsics)
        return {"computing": computing, "proof": proof, "length": length}


def compact(data, at):
    """A compact number of SCALE, and where the next one begins."""
    mode = data[at] & 3
    if mode == 3:
        size = (data[at] >> 2) + 4
        return int.from_bytes(data[at + 1 : at + 1 + size], "little"), at + 1 + size
    size = 1 << mode
    return int.from_bytes(data[at : at + size], "little") >> 2, at + size


def archive(folder):
    """Files that no two are alike, and their table."""
    (folder / "files").mkdir(parents=True)
    rows = ["path,patient,date,icd10,name"]
    for row in range(ROWS):
        (folder / f"files/{row}").write_bytes(os.urandom(SIZE))
        rows.append(f"files/{row},//Eve,2024-{row % 12 + 1:02}-{row % 28 + 1:02},E11.9,scan {row}")
    (folder / "manifest.csv").write_text("\n".join(rows) + "\n")
    return folder / "manifest.csv"


def medquorum(node, folder, who, *words):
    argv = [os.environ["CLIENT"], "--home", folder / who, "--node", f"ws://127.0.0.1:{node.port}", "--account", f"//{who}", "--yes"]
    ran = subprocess.Popen([*map(str, argv), *map(str, words)], env=ENV, stdout=subprocess.PIPE)
    told = ran.stdout.read()
    _, status, usage = os.wait4(ran.pid, 0)
    ran.returncode = os.waitstatus_to_exitcode(status)
    if ran.returncode != 0:
        sys.exit(f"bench-import: medquorum {words[0]} ended with {ran.returncode}")
    return told, usage.ru_maxrss


def measure(node, folder):
    for who in ("One", "Eve"):
        medquorum(node, folder, who, "init", "--development", "--store", "embedded", "--store-path", folder / "store")
        medquorum(node, folder, who, "register")
    say(f"making {ROWS} files of {SIZE} bytes")
    manifest = archive(folder / "archive")
    say(f"bringing them in, a block every {BLOCK_MS} ms")
    begun = time.monotonic()
    told, peak = medquorum(node, folder, "One", "import", manifest, "--json")
    done, seconds = json.loads(told), time.monotonic() - begun
    begun = time.monotonic()
    again = json.loads(medquorum(node, folder, "One", "import", manifest, "--json")[0])
    if len(done["registered"]) != ROWS or len(again["earlier"]) != ROWS:
        sys.exit("bench-import: not every row was registered once")
    return done, (seconds, time.monotonic() - begun, peak)


def table(node, done, measured):
    seconds, again, peak = measured
    blocks = Counter(row["block"] for row in done["registered"])
    taken = {number: node.block(number) for number in blocks}
    fullest = max(blocks, key=blocks.get)
    # From the first block that holds records to the last: what comes before is sealing alone.
    span = (max(blocks) - min(blocks) + 1) * BLOCK_MS / 1000
    print(f"| {ROWS} files of {SIZE} bytes, a block every {BLOCK_MS / 1000:g} s | Reached |")
    print("|---|---|")
    print(f"| The whole command | {seconds:.1f} s, {ROWS / seconds:.0f} records a second |")
    print(f"| Run again: nothing to do | {again:.1f} s |")
    print(f"| Peak memory | {peak // 1024} MiB |")
    print(f"| Records in the fullest block | {blocks[fullest]} |")
    print(f"| Records a second, from the first block with records to the last | {ROWS / span:.0f} |")
    sums = {what: sum(block[what] for block in taken.values()) / ROWS for what in LIMITS}
    units = {"computing": (1e9, "ms"), "proof": (1000, "kB"), "length": (1, "B")}
    for what, limit in LIMITS.items():
        by, unit = units[what]
        most = int(limit / sums[what])
        print(
            f"| {what.capitalize()} of a record in its batch; records that a block has room for by that "
            f"| {sums[what] / by:.3g} {unit}; {most}, {most / SLOT:.0f} a second |"
        )
    print(f"| Transactions | {done['batches']} in {len(blocks)} blocks |")


def main():
    folder = Path(tempfile.mkdtemp(prefix="medquorum-import-"))
    node = None
    try:
        node = Node(folder)
        table(node, *measure(node, folder))
    finally:
        if node is not None:
            node.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
