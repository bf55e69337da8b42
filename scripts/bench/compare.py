#!/usr/bin/env python3
"""Compares whole processes in one run and prints the table of docs/performance.md. `make bench` calls it with everything built.

SIZE, LARGE, MEDIUM (bytes, like 1G), FEW, MANY (files), RUNS and PARTS (memory,files,kubo,profile) come from the environment; QUICK=1
tries everything with small sizes. TMPFS and DISK name the folders to work in. WRITE=1 puts the table into docs/performance.md.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import ciphers
import kubo
from measuring import BenchFailed, Table, hardware, run, say, size_of, words, write

QUICK = os.environ.get("QUICK") == "1"


def setting(name, full, quick):
    return os.environ.get(name) or (quick if QUICK else full)


SIZE = size_of(setting("SIZE", "1G", "64M"))
LARGE = size_of(setting("LARGE", "10G", "256M"))
MEDIUM = size_of(setting("MEDIUM", "100M", "32M"))
FEW, MANY = int(setting("FEW", "100", "10")), int(setting("MANY", "1000", "100"))
RUNS = int(setting("RUNS", "5", "2"))
PARTS = setting("PARTS", "memory,files,kubo,profile", "memory,files,kubo,profile").split(",")
# On tmpfs a file for each program at once; on the disk the source, its sealed copy and the daemon's repository.
TMPFS, DISK = Path(os.environ.get("TMPFS", "/dev/shm")), Path(os.environ.get("DISK", tempfile.gettempdir()))


def programs():
    """Where everything is; what is missing is said in one line."""
    built, cache = Path(os.environ["BENCH_BIN"]), Path(os.environ["MEDQUORUM_CACHE"])
    found = {
        "medquorum": built / "medquorum-ring",
        "medquorum-aws-lc": built / "medquorum-aws-lc",
        "medquorum-node": Path(os.environ["BENCH_NODE"]),
        "ipfs": cache / "bin/ipfs",
    }
    for name in ("rage", "rage-keygen", "openssl", "gpg", "gpgconf", "taskset", "cargo"):
        found[name] = shutil.which(name)
    missing = [name for name, path in found.items() if path is None or not os.access(path, os.X_OK)]
    if missing:
        raise BenchFailed(f"missing: {', '.join(missing)}. Run make bench, which builds or installs what it can")
    return found


def check_room():
    for folder, need, what in ((TMPFS, 10 * SIZE, "SIZE"), (DISK, max(5 * SIZE, 13 * LARGE // 4), "LARGE")):
        free = shutil.disk_usage(folder).free
        if free < need:
            raise BenchFailed(
                f"{folder} has {free >> 30} GiB free and this needs {-(-need >> 30)}: free some, or name a smaller {what}"
            )
        say(f"{folder}: {free >> 30} GiB free, {-(-need >> 30)} needed")


def machine(found):
    versions = [
        run(["openssl", "version"]).output.decode().split(" (")[0],
        run([found["rage"], "--version"]).output.decode().strip(),
        run(["gpg", "--version"]).output.decode().splitlines()[0],
        "Kubo " + run([found["ipfs"], "version", "--number"]).output.decode().strip(),
    ]
    return hardware(versions)


def main():
    found = programs()
    check_room()
    table, line = Table(), machine(found)
    if "memory" in PARTS:
        ciphers.memory(found, RUNS, table)
    if "files" in PARTS:
        with tempfile.TemporaryDirectory(prefix="mq-", dir=TMPFS) as folder:
            ciphers.files(found, folder, SIZE, RUNS, table)
    if "kubo" in PARTS:
        with tempfile.TemporaryDirectory(prefix="mq-", dir=DISK) as folder, kubo.stage(found, folder) as held:
            kubo.reads(held, RUNS, table)
            kubo.library(held, SIZE, RUNS, table)
            kubo.transfer(held, SIZE, RUNS, table)
            kubo.many_files(held, FEW, MANY, RUNS, table)
            kubo.first_byte(held, SIZE, table)
            kubo.growth(held, LARGE, MEDIUM, RUNS, table)
    if "profile" in PARTS:
        with tempfile.TemporaryDirectory(prefix="mq-", dir=DISK) as folder, kubo.stage(found, folder) as held:
            kubo.profile(held, SIZE, RUNS, table)
    text = f"Measured on {line}. Medians of {RUNS} (of the largest file: {min(RUNS, 3)}), order turned in every round.\n\n{table.text()}"
    print(text)
    if os.environ.get("WRITE") == "1":
        write(text, "bench")
    kept = Path(os.environ["BENCH_BIN"]).parent / "figures.json"
    kept.write_text(json.dumps({"machine": line, "size": words(SIZE), "figures": table.raw}, indent=1))
    say(f"the same as JSON: {kept}")


if __name__ == "__main__":
    # Ends like a failure, so that the node, the daemon and the files go.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.NamedTemporaryFile() as errors:
        os.environ["BENCH_ERRORS"] = errors.name
        try:
            main()
        except BenchFailed as failed:
            print(f"bench: {failed}", file=sys.stderr)
            sys.exit(1)
