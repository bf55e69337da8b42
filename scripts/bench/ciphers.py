"""Seal and open, file to file and memory to memory, against what people use today."""

import json
import re
from pathlib import Path

from measuring import GIB, BenchFailed, Series, alternate, random_file, run, say, words

ONE_CORE = ["taskset", "-c", "0"]
KEY = "00112233445566778899aabbccddeeff" * 2
IV = "0f0e0d0c0b0a09080706050403020100"


def contestants(programs, folder):
    """For each: how to seal SOURCE to TARGET, and how to open."""
    identity, word = folder / "rage.key", folder / "gpg.word"
    run([programs["rage-keygen"], "-o", identity])
    recipient = re.search(r"age1[0-9a-z]+", identity.read_text()).group()
    word.write_text("for measuring only\n")
    home = folder / "gnupg"
    home.mkdir(mode=0o700)
    gpg = ["gpg", "--homedir", home, "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase-file", word]
    openssl = ["openssl", "enc", "-aes-256-ctr", "-K", KEY, "-iv", IV]
    copy = lambda source, target: ["cp", source, target]  # noqa: E731
    found = {"cp": (copy, copy)}
    ours = programs["medquorum"]
    for name in ("medquorum", "medquorum-aws-lc"):
        found[name] = (
            lambda s, t, program=programs[name]: [program, "bench", "seal", s, "-o", t],
            lambda s, t, program=programs[name]: [program, "bench", "open", s, "-o", t],
        )
    found["medquorum --cid"] = (
        lambda s, t: [ours, "bench", "seal", s, "-o", t, "--cid"],
        lambda s, t: [ours, "bench", "open", s, "-o", t, "--cid"],
    )
    found["openssl"] = (
        lambda s, t: openssl + ["-in", s, "-out", t],
        lambda s, t: openssl + ["-d", "-in", s, "-out", t],
    )
    found["rage"] = (
        lambda s, t: [programs["rage"], "-r", recipient, "-o", t, s],
        lambda s, t: [programs["rage"], "-d", "-i", identity, "-o", t, s],
    )
    found["gpg"] = (
        lambda s, t: gpg + ["--symmetric", "--compress-algo", "none", "--cipher-algo", "AES256", "-o", t, s],
        lambda s, t: gpg + ["--decrypt", "-o", t, s],
    )
    return found


def files(programs, folder, size, rounds, table):
    """The same file through each program."""
    folder = Path(folder)
    plain = random_file(folder / "plain", size)
    digest = run(["sha256sum", plain]).output.split()[0]
    target = folder / "target"
    all_of = contestants(programs, folder)
    sealed = {}
    for name, (seal, open_) in all_of.items():
        sealed[name] = folder / f"sealed.{name}"
        run(seal(plain, sealed[name]))
        run(open_(sealed[name], target))
        if run(["sha256sum", target]).output.split()[0] != digest:
            raise BenchFailed(f"{name} does not open what it sealed")
        target.unlink()

    def step(prefix, argv):
        def once():
            target.unlink(missing_ok=True)
            return run(prefix + argv).seconds

        return once

    for cores, prefix in (("one core", ONE_CORE), ("all cores", [])):
        for at, word in ((0, "seal"), (1, "open")):
            say(f"{word} {words(size)}, {cores}")
            source = lambda name, at=at: sealed[name] if at else plain  # noqa: E731
            runs = {name: step(prefix, pair[at](source(name), target)) for name, pair in all_of.items()}
            rows(word, size, cores, alternate(runs, rounds, 3 * size), prefix, table)
    target.unlink(missing_ok=True)
    for path in (plain, *sealed.values()):
        path.unlink()
    run(["gpgconf", "--homedir", folder / "gnupg", "--kill", "gpg-agent"])


GOALS = {"cp": {"at_most": 1.4}, "openssl": {}, "rage": {"at_least": 2}, "gpg": {"at_least": 4}}


def rows(word, size, cores, series, prefix, table):
    """One for each of the others, with the default engine; and one for the other engine."""
    command = " ".join([*prefix, "medquorum", "bench", word])
    for other, goal in GOALS.items():
        what = f"{word.capitalize()} {words(size)}, tmpfs, {cores}, against {other}"
        table.compare(what, command, series["medquorum"], series[other], name=f"{other} ", **goal)
    what = f"{word.capitalize()} {words(size)}, tmpfs, {cores}: the CID derived as well, against without"
    table.compare(what, f"{command} --cid", series["medquorum --cid"], series["medquorum"], name="without ")
    what = f"{word.capitalize()} {words(size)}, tmpfs, {cores}: AWS-LC against ring"
    table.compare(what, command, series["medquorum-aws-lc"], series["medquorum"], name="ring ")


def memory(programs, rounds, table):
    """One core, in the cache, 1 MiB at a time: each engine, and the library of openssl."""
    say("memory to memory")

    def ours(program):
        told = run([*ONE_CORE, program, "bench", "--json", "--size", "128", "--folder", "/dev/shm"]).output
        return {figure["name"]: figure["one_core"] for figure in json.loads(told)["figures"]}

    def theirs():
        argv = [*ONE_CORE, "openssl", "speed", "-mr", "-evp", "aes-256-gcm", "-bytes", "1048576", "-seconds", "1"]
        return float(re.search(rb"\+F:\d+:[^:]+:([0-9.]+)", run(argv).output).group(1))

    found = {"medquorum": [], "medquorum-aws-lc": []}
    openssl = []
    for _ in range(rounds):
        for name in found:
            found[name].append(ours(programs[name]))
        openssl.append(theirs())
    for name, engine in (("medquorum", "ring"), ("medquorum-aws-lc", "AWS-LC")):
        for word in ("seal", "open"):
            speeds = [figures[f"{word}-memory"] for figures in found[name]]
            share = Series([one / other for one, other in zip(speeds, openssl)])
            low, high = min(share.values), max(share.values)
            reached = (
                f"{share.median:.2f} ({low:.2f}..{high:.2f}): {Series(speeds).median / GIB:.2f} GiB/s, "
                f"openssl {Series(openssl).median / GIB:.2f} GiB/s"
            )
            command = "taskset -c 0 medquorum bench"
            what = f"{word.capitalize()}, memory to memory, one core, {engine}, against `openssl speed -evp aes-256-gcm`"
            table.row(what, command, "at least 0.8 with the better engine", reached, share.median >= 0.8)
