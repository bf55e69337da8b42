"""Runs whole processes in turn, keeps their times and peaks, and turns them into medians, ratios and table rows."""

import datetime
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

GIB = 1 << 30


class BenchFailed(Exception):
    """One line for people."""


def say(text):
    """Progress; the table alone is on standard output."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


@dataclass
class Ran:
    """One process that ended well."""

    seconds: float
    peak_kib: int
    output: bytes


def run(argv, output=None, env=None):
    """Runs a command; its standard output goes to the file `output`, or is kept."""
    argv = [str(word) for word in argv]
    capture = subprocess.PIPE if output is None else open(output, "wb")
    errors = Path(os.environ["BENCH_ERRORS"]).open("w+b")
    start = time.monotonic()
    child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=capture, stderr=errors, env=env)
    told = child.stdout.read() if output is None else b""
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        errors.seek(0)
        last = errors.read().decode(errors="replace").strip().splitlines()[-3:]
        raise BenchFailed(f"{' '.join(argv)} ended with {child.returncode}: {' / '.join(last)}")
    errors.close()
    if output is not None:
        capture.close()
    return Ran(seconds, usage.ru_maxrss, told)


@dataclass
class Series:
    """What one contestant did, round by round."""

    values: list = field(default_factory=list)

    @property
    def median(self):
        return statistics.median(self.values)


TOUCH = """
import mmap, sys
free = next(line for line in open("/proc/meminfo") if line.startswith("MemFree"))
size = min(int(sys.argv[1]), int(free.split()[1]) * 1024 * 2 // 3)
mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | mmap.MAP_POPULATE)
"""


def touch(size):
    """Has as much memory written to and let go of as the next program is going to need (at most two thirds of what is free).

    A virtual machine may hand free memory back to its host (virtio-balloon's free page reporting). Who takes it next pays for it:
    between 0.3 s and 3 s for each GiB, by chance. Of use to programs that take less than a second or two: after that the machine
    begins to hand the memory back once more, and that is paid for as well. In a process of its own, because the peak of the one
    that starts a program counts as the program's."""
    if size:
        run([sys.executable, "-c", TOUCH, size])


def alternate(contestants, rounds, ready=0, warm_up=True):
    """Calls each once in every round, in turning order, after a round that does not count (`warm_up`), each with so many bytes of
    memory made ready. Gives a Series for each name."""
    names = list(contestants)
    series = {name: Series() for name in names}
    for turn in range(-1 if warm_up and rounds > 1 else 0, rounds):
        order = names if turn % 2 == 0 else names[::-1]
        for name in order:
            touch(ready)
            value = contestants[name]()
            if turn >= 0:
                series[name].values.append(value)
    return series


def ratio(one, other):
    """How many times the other, round by round: a Series, because what disturbs a round disturbs both."""
    return Series([a / b for a, b in zip(one.values, other.values)])


class Table:
    """The rows of docs/performance.md, and all numbers for programs."""

    def __init__(self):
        self.rows = []
        self.raw = []

    def row(self, what, command, goal, reached, met=None):
        mark = {True: "yes", False: "**no**", None: "-"}[met]
        self.rows.append(f"| {what} | `{command}` | {goal} | {reached} | {mark} |")
        self.raw.append({"what": what, "command": command, "goal": goal, "reached": reached, "met": met})
        say(f"{what}: {reached} (goal: {goal or 'none'})")

    def compare(self, what, command, one, other, at_most=None, at_least=None, name=""):
        """A row of a ratio: `at_most` times the time of the other, or `at_least` times as fast."""
        if at_least is not None:
            found = ratio(other, one)
            goal, met = f"at least {at_least:g}x as fast", found.median >= at_least
        else:
            found = ratio(one, other)
            goal = f"at most {at_most:g}x" if at_most is not None else ""
            met = None if at_most is None else found.median <= at_most
        low, high = min(found.values), max(found.values)
        if min(one.values + other.values) <= 0:
            # Something was subtracted that was longer than the rest.
            met = None
        reached = f"{found.median:.2f}x ({low:.2f}..{high:.2f}): {one.median:.2f} s, {name}{other.median:.2f} s"
        self.row(what, command, goal, reached, met)

    def text(self):
        head = ["| What | Command | Goal | Reached: median (least..most) | Met |", "|---|---|---|---|---|"]
        return "\n".join(head + self.rows)


def size_of(text):
    """Bytes of `1G`, `64M`, `10K` or a plain number."""
    units = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
    return int(text[:-1]) * units[text[-1]] if text[-1] in units else int(text)


def words(size):
    """The same, the other way round."""
    for unit, bytes_ in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if size >= bytes_ and size % bytes_ == 0:
            return f"{size // bytes_} {unit}"
    return f"{size} B"


def random_file(path, size):
    """Bytes that no compression makes shorter."""
    with open("/dev/urandom", "rb") as source, open(path, "wb") as target:
        left = size
        while left:
            left -= target.write(source.read(min(left, 8 << 20)))
    return path


def hardware(versions=()):
    """The machine that is measured on, what is compared with, how busy it was and when."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    flags = next((line for line in open("/proc/cpuinfo") if line.startswith("flags")), "").split()
    memory = int(next(line for line in open("/proc/meminfo")).split()[1]) >> 20
    vector = [flag for flag in ("aes", "vaes", "vpclmulqdq", "avx512f", "sha_ni") if flag in flags]
    parts = [
        f"{model}, {len(os.sched_getaffinity(0))} cores ({', '.join(vector)}), {memory} GiB of memory, "
        f"Linux {os.uname().release.split('-')[0]}",
        ", ".join(versions),
        f"load {os.getloadavg()[0]:.1f} at the start",
        str(datetime.date.today()),
    ]
    return "; ".join(part for part in parts if part)


def write(text, mark):
    """Puts a table between its marks in the docs."""
    page = Path("docs/performance.md")
    head, start, rest = page.read_text().partition(f"<!-- {mark} -->\n")
    _, end, tail = rest.partition(f"<!-- /{mark} -->\n")
    if not start or not end:
        raise BenchFailed(f"{page} has no marks for the table")
    page.write_text(f"{head}{start}\n{text}\n\n{end}{tail}")
