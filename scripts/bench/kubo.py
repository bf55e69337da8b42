"""Uploads and downloads through a real node and a real Kubo daemon, against `ipfs add` and `ipfs cat` of the same bytes."""

import json
import os
import re
import resource
import shutil
from contextlib import contextmanager
from pathlib import Path

from measuring import BenchFailed, Series, alternate, random_file, run, say, words

MIB = 1 << 20
ADD = ["add", "--quieter", "--cid-version", "1", "--raw-leaves", "--chunker", "size-1048576"]
PEOPLE = ("Alice", "Bob", "Charlie", "Eve", "One", "Ferdie")


class Stage:
    """A development node, people with homes, and one Kubo daemon at a time."""

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, Path(folder)
        self.ipfs = programs["ipfs"]
        self.env = dict(os.environ, MEDQUORUM_PASSPHRASE="bench passphrase, never used for anything real")
        self.node = self.url = self.daemon = None

    def shell(self, script, *words_):
        return run(["bash", "-c", f". scripts/processes.sh; {script}", "bench", *words_]).output.decode().split()

    def start_node(self):
        say("starting a development node")
        self.node, port = self.shell(
            'start_node "$1" "$2" >&2 && echo "$node_pid $node_port"', self.programs["medquorum-node"], self.folder
        )
        self.address = f"ws://127.0.0.1:{port}"

    def stop(self, pid):
        if pid is not None:
            self.shell('stop "$1"', pid)

    def fresh_kubo(self):
        """A daemon over an empty repository; the homes are told its address."""
        self.stop_kubo()
        place, before = self.folder / "kubo", self.url
        self.url = run(["bash", "scripts/kubo.sh", "start", place]).output.decode().strip()
        self.daemon = (place / "daemon.pid").read_text().strip()
        for config in self.folder.glob("*/config.json"):
            config.write_text(config.read_text().replace(before, self.url))

    def stop_kubo(self):
        self.stop(self.daemon)
        self.daemon = None
        shutil.rmtree(self.folder / "kubo", ignore_errors=True)

    def medquorum(self, who, *words_):
        """Runs a command as that person."""
        argv = [self.programs["medquorum"], "--home", self.folder / who, "--node", self.address]
        return run([*argv, "--account", f"//{who}", "--yes", "--json", *words_], env=self.env)

    def field(self, name, who, *words_):
        return json.loads(self.medquorum(who, *words_).output)[name]

    def kubo(self, *words_, output=None):
        """The ipfs command, which talks to the daemon of this repository."""
        env = dict(os.environ, IPFS_PATH=str(self.folder / "kubo/repo"), LIBP2P_FORCE_PNET="1")
        return run([self.ipfs, *words_], output, env)

    def set(self):
        self.start_node()
        self.fresh_kubo()
        for who in PEOPLE:
            self.medquorum(who, "init", "--development", "--store", "kubo", "--kubo-url", self.url)
        for who in ("Eve", "One", "Ferdie"):
            self.medquorum(who, "register")

    def upload(self, path):
        """The process, and what it printed."""
        ran = self.medquorum("One", "upload", path, "--patient", "//Eve")
        return ran, json.loads(ran.output)

    def approved(self, record):
        """A request that may be downloaded as often as one likes."""
        request = self.field("request_id", "Ferdie", "request", record, "--purpose", "TREAT")
        self.medquorum("Eve", "consent", request)
        for who in ("Alice", "Bob", "Charlie"):
            self.medquorum(who, "approve", request)
        return request

    def download(self, request):
        target = self.folder / "out"
        target.unlink(missing_ok=True)
        return self.medquorum("Ferdie", "download", request, "-o", target, "--keep-request")


@contextmanager
def stage(programs, folder):
    """A stage, and nothing left of it afterwards."""
    held = Stage(programs, folder)
    try:
        held.set()
        yield held
    finally:
        held.stop_kubo()
        held.stop(held.node)


def minus(series, base):
    return Series([value - base.median for value in series.values])


def moved(held, source):
    """Seconds of upload and of download through the library, into a daemon that is empty."""
    held.fresh_kubo()
    argv = "cargo bench --quiet --locked -p medquorum-client --bench transfer --".split()
    told = run([*argv, source, held.url, held.folder]).output
    return json.loads(told.splitlines()[-1])


def handed_over(held, source):
    """Seconds of `ipfs add`, of `ipfs cat > file`, and of that and `sync file`, with a daemon that was empty."""
    held.fresh_kubo()
    out = held.folder / "out"
    added = held.kubo(*ADD, source)
    got = held.kubo("cat", added.output.decode().strip(), output=out)
    synced = got.seconds + run(["sync", out]).seconds
    out.unlink()
    return {"upload": added.seconds, "download": got.seconds, "synced": synced}


def library(held, size, rounds, table):
    """The transfer alone: the library against `ipfs add` and `ipfs cat`, which need no chain either."""
    say(f"transfer of {words(size)} through the library")
    plain, sealed = random_file(held.folder / "plain", size), held.folder / "sealed"
    run([held.programs["medquorum"], "bench", "seal", plain, "-o", sealed])
    run(["sync", plain, sealed])
    found = alternate({"ours": lambda: moved(held, plain), "ipfs": lambda: handed_over(held, sealed)}, rounds)
    of = lambda who, what: Series([value[what] for value in found[who].values])  # noqa: E731
    command = "cargo bench -p medquorum-client --bench transfer"
    what = f"Upload of {words(size)} to Kubo through the library, against `ipfs add` of the ciphertext into an empty repository"
    table.compare(what, command, of("ours", "upload"), of("ipfs", "upload"), at_most=1.15, name="ipfs ")
    what = f"Download of {words(size)} through the library, own daemon, against `ipfs cat > file`"
    table.compare(what, command, of("ours", "download"), of("ipfs", "download"), at_most=1.15, name="ipfs ")
    what += " and `sync file`, as a download does"
    table.compare(what, command, of("ours", "download"), of("ipfs", "synced"), name="ipfs ")
    for path in (plain, sealed):
        path.unlink()


def transfer(held, size, rounds, table):
    """`upload` against `ipfs add`, `download` against `ipfs cat`."""
    plain = random_file(held.folder / "plain", size)
    small = random_file(held.folder / "small", 1 << 10)
    sealed = held.folder / "sealed"
    run([held.programs["medquorum"], "bench", "seal", plain, "-o", sealed])

    def into_empty(what):
        def once():
            held.fresh_kubo()
            return what().seconds

        return once

    say(f"upload {words(size)}")
    found = alternate(
        {
            "upload": into_empty(lambda: held.upload(plain)[0]),
            "add": into_empty(lambda: held.kubo(*ADD, sealed)),
            "base": into_empty(lambda: held.upload(small)[0]),
        },
        rounds,
    )
    command = "medquorum upload FILE --patient WHO"
    what = f"Upload of {words(size)} to Kubo, against `ipfs add` of the same ciphertext into an empty repository"
    table.compare(f"{what}, whole commands", command, found["upload"], found["add"], at_most=1.15, name="ipfs ")
    what = "The same without what a file of 1 KiB takes (unlocking, registration in a block)"
    rest = minus(found["upload"], found["base"])
    table.compare(what, command, rest, found["add"], at_most=1.15, name="ipfs ")
    sealed.unlink()

    say(f"download {words(size)}")
    held.fresh_kubo()
    told = held.upload(plain)[1]
    request = held.approved(told["record_id"])
    small_request = held.approved(held.upload(small)[1]["record_id"])
    out = held.folder / "out"

    def cat(sync):
        out.unlink(missing_ok=True)
        seconds = held.kubo("cat", told["cid"], output=out).seconds
        return seconds + (run(["sync", out]).seconds if sync else 0)

    found = alternate(
        {
            "download": lambda: held.download(request).seconds,
            "cat": lambda: cat(False),
            "synced": lambda: cat(True),
            "base": lambda: held.download(small_request).seconds,
        },
        rounds,
    )
    held.download(request)
    if run(["cmp", plain, out]).output:
        raise BenchFailed("a download differs from its upload")
    command = "medquorum download REQUEST -o FILE"
    what = f"Download of {words(size)}, own daemon, against `ipfs cat > file`"
    rest = minus(found["download"], found["base"])
    table.compare(f"{what}, whole commands", command, found["download"], found["cat"], at_most=1.15, name="ipfs ")
    table.compare(f"{what}, without what 1 KiB takes", command, rest, found["cat"], at_most=1.15, name="ipfs ")
    what += " and `sync file`, as a download does"
    table.compare(f"{what}, without what 1 KiB takes", command, rest, found["synced"], name="ipfs ")
    for path in (plain, small, out):
        path.unlink()


def daemon_seconds(pid):
    """Processor time of the daemon so far."""
    counters = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(counters[11]) + int(counters[12])) / os.sysconf("SC_CLK_TCK")


def profile(held, size, rounds, table):
    """Where an upload's processor time goes, against `ipfs add` of the ciphertext."""
    say(f"processor time of an upload of {words(size)}")
    plain, sealed = random_file(held.folder / "plain", size), held.folder / "sealed"
    run([held.programs["medquorum"], "bench", "seal", plain, "-o", sealed])
    spent = {"upload": [], "ipfs add": []}
    for _ in range(rounds):
        for name, work in (("upload", lambda: held.upload(plain)), ("ipfs add", lambda: held.kubo(*ADD, sealed))):
            held.fresh_kubo()
            own, daemon = resource.getrusage(resource.RUSAGE_CHILDREN), daemon_seconds(held.daemon)
            work()
            now = resource.getrusage(resource.RUSAGE_CHILDREN)
            user, system = now.ru_utime - own.ru_utime, now.ru_stime - own.ru_stime
            spent[name].append((user, system, daemon_seconds(held.daemon) - daemon))
    for name, rows in spent.items():
        user, system, daemon = (Series([row[at] for row in rows]).median for at in range(3))
        reached = f"{user:.2f} s and {system:.2f} s, daemon {daemon:.2f} s"
        table.row(f"Processor time of `{name}`, {words(size)}: program and kernel, daemon", "PARTS=profile make bench", "", reached)
    for path in (plain, sealed):
        path.unlink()


def times_as_much(one, other, unit):
    """The words and the verdict. What is left after the wait for a block is taken off may be less than nothing: no figure then."""
    if one <= 0 or other <= 0:
        return f"lost in the time of a block: {one:.2f} and {other:.2f} {unit}", None
    return f"{one / other:.2f}x: {one:.2f} and {other:.2f} {unit}", one / other <= 1.1


def growth(held, large, medium, rounds, table):
    """Memory and time per byte of one very large file, against a file of 1 KiB and a medium one."""
    say(f"growth up to {words(large)}")
    found = {}
    for size in (1 << 10, large):
        held.fresh_kubo()
        # Zeros that the disk need not hold; what is encrypted is not zeros.
        source = held.folder / "source"
        source.open("wb").truncate(size)
        uploaded, told = held.upload(source)
        downloaded = held.download(held.approved(told["record_id"]))
        if (held.folder / "out").stat().st_size != size:
            raise BenchFailed("a download is not as long as its upload")
        (held.folder / "out").unlink()
        found[size] = {"upload": uploaded.peak_kib, "download": downloaded.peak_kib}
    for word in ("upload", "download"):
        peak = {size: peaks[word] / 1024 for size, peaks in found.items()}
        more = peak[large] - peak[1 << 10]
        reached = f"{more:.0f} MiB more: {peak[large]:.0f} MiB and {peak[1 << 10]:.0f} MiB"
        what = f"Peak memory of `{word}` at {words(large)} against 1 KiB"
        table.row(what, f"medquorum {word}", "at most 64 MiB more", reached, more <= 64)
    # Of whole commands, the wait for a block would be most of what the medium file takes. `ipfs` alone shows what the daemon and the
    # machine do to a program that only hands over bytes.
    ours, ipfs = {}, {}
    for size, count in ((medium, rounds), (large, min(rounds, 3))):
        source = random_file(held.folder / "source", size)
        run(["sync", source])
        runs = {"ours": lambda: moved(held, source), "ipfs": lambda: handed_over(held, source)}
        found = alternate(runs, count, warm_up=size == medium)
        ours[size], ipfs[size] = found["ours"].values, found["ipfs"].values
        source.unlink()
    command = "cargo bench -p medquorum-client --bench transfer"
    for what, word, how, at_most, all_ in (
        ("an upload through the library", "upload", command, 1.1, ours),
        ("a download through the library", "download", command, 1.1, ours),
        ("`ipfs add`, for comparison", "upload", "ipfs add", None, ipfs),
        ("`ipfs cat > file` and `sync file`, for comparison", "synced", "ipfs cat", None, ipfs),
    ):
        each = {size: [one[word] / size * MIB * 1000 for one in rows] for size, rows in all_.items()}
        per = {size: Series(values).median for size, values in each.items()}
        reached, met = times_as_much(per[large], per[medium], "ms per MiB")
        spread = [f"{min(values):.2f}..{max(values):.2f}" for values in (each[large], each[medium])]
        reached += f" ({' and '.join(spread)})"
        what = f"Time per byte of {what} at {words(large)} against {words(medium)}"
        table.row(what, how, f"at most {at_most}x" if at_most else "", reached, met if at_most else None)


def reads(held, rounds, table):
    """A command that only asks the node, many questions one after the other."""
    say("a command that only reads")
    found = Series([held.medquorum("One", "status").seconds * 1000 for _ in range(3 * rounds)])
    low, high = min(found.values), max(found.values)
    reached = f"{found.median:.0f} ms ({low:.0f}..{high:.0f})"
    what = "A command that only reads, the node on the same machine, whole command"
    table.row(what, "medquorum status", "under 250 ms", reached, found.median < 250)


def many_files(held, few, many, rounds, table):
    """A study of small files as one record."""
    say(f"studies of {few} and {many} files")
    held.fresh_kubo()
    small = random_file(held.folder / "small", 1 << 10)
    base = Series([held.upload(small)[0].seconds for _ in range(rounds)])
    studies = {}
    for count in (few, many):
        studies[count] = held.folder / f"study-{count}"
        studies[count].mkdir()
        for at in range(count):
            random_file(studies[count] / f"image-{at:04}.bin", 16 << 10)
    found = alternate(
        {count: (lambda folder=folder: held.upload(folder)[0].seconds) for count, folder in studies.items()}, rounds
    )
    whole = {count: series.median / count * 1000 for count, series in found.items()}
    rest = {count: (series.median - base.median) / count * 1000 for count, series in found.items()}
    for words_, each in (("whole commands", whole), ("without what 1 KiB takes", rest)):
        what = f"Time per file of a study of {many} files against {few}, {words_}"
        reached, met = times_as_much(each[many], each[few], "ms per file")
        table.row(what, "medquorum upload FOLDER", "at most 1.1x", reached, met)


def first_byte(held, size, table):
    """Criterion does this one: it is a call of the library, not a command."""
    say(f"first byte of a range in {words(size)}")
    held.fresh_kubo()
    env = dict(os.environ, MEDQUORUM_BENCH_KUBO=held.url, MEDQUORUM_BENCH_MIB=str(max(1, size // MIB)))
    env["TMPDIR"] = str(held.folder)
    argv = "cargo bench --locked -p medquorum-client --bench store -- --noplot first".split()
    told = run(argv, env=env).output.decode()
    times = re.findall(r"a range/(\w+)\s+time:\s+\[([0-9.]+) (\S+) ([0-9.]+) (\S+) ([0-9.]+) (\S+)\]", told)
    if {name for name, *_ in times} != {"embedded", "Kubo"}:
        raise BenchFailed(f"criterion gave no times: {told[-300:]}")
    for name, *numbers in times:
        unit = {"ns": 1e-6, "µs": 1e-3, "us": 1e-3, "ms": 1, "s": 1000}
        low, middle, high = (float(numbers[at]) * unit[numbers[at + 1]] for at in (0, 2, 4))
        what = f"First byte of a range read in a record of {words(size)}, header open, {name}"
        reached = f"{middle:.1f} ms ({low:.1f}..{high:.1f})"
        table.row(what, "cargo bench -p medquorum-client --bench store -- first", "under 100 ms", reached, middle < 100)
