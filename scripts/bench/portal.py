#!/usr/bin/env python3
"""Measures the portal's budgets against the command line of the same build. scripts/bench-portal.sh calls it with everything built.

SIZE_MIB, MEMORY_SIZE_MIB, RECORDS, RUNS, STORE (kubo, embedded) and PARTS (speed,memory,records,actions) come from the environment; DISK
names the folder to work in, WRITE=1 puts the table into docs/performance.md.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import kubo
from browser import Browser
from measuring import BenchFailed, Series, Table, alternate, hardware, random_file, run, say, words, write

MIB = 1 << 20
SIZE = int(os.environ.get("SIZE_MIB", "1024")) * MIB
MEMORY_SIZE = int(os.environ.get("MEMORY_SIZE_MIB", "10240")) * MIB
RECORDS = int(os.environ.get("RECORDS", "10000"))
RUNS = int(os.environ.get("RUNS", "5"))
STORE = os.environ.get("STORE", "kubo")
PARTS = os.environ.get("PARTS", "speed,memory,records,actions").split(",")
DISK = Path(os.environ.get("DISK", tempfile.gettempdir()))
COMMAND = "make bench-portal"
# Records on a page, and the budgets of the list and of an action in milliseconds.
ROWS, LIST_MS, ACTION_MS = 50, 300, 100
# The budget of the start page's first paint, in milliseconds.
PAINT_MS = 200
PASSPHRASE = "bench passphrase, never used for anything real"


class Stage(kubo.Stage):
    """A development node, people with homes and portals, and a store."""

    # Milliseconds between blocks. A node that is not optimised needs longer for one that is full of registrations.
    pause = 500

    def start_node(self):
        say(f"starting a development node with a block every {self.pause} ms")
        script = 'start_node "$1" "$2" "$3" >&2 && echo "$node_pid $node_port"'
        self.node, port = self.shell(script, self.programs["medquorum-node"], self.folder, self.pause)
        self.address = f"ws://127.0.0.1:{port}"

    def browser(self, who):
        argv = [self.programs["medquorum"], "--home", self.folder / who, "--node", self.address, "--account", f"//{who}"]
        return Browser(argv, self.env, PASSPHRASE, self.folder / f"{who}.log")

    def empty(self):
        """A store without objects, and homes that know where it is."""
        if STORE == "kubo":
            return self.fresh_kubo()
        for place in (self.folder / "store/objects").glob("*"):
            shutil.rmtree(place)

    def set(self):
        self.start_node()
        if STORE == "kubo":
            self.fresh_kubo()
        for who in kubo.PEOPLE:
            place = ["--kubo-url", self.url] if STORE == "kubo" else ["--store-path", self.folder / "store"]
            self.medquorum(who, "init", "--development", "--store", STORE, *place)
        for who in ("Eve", "One", "Ferdie"):
            self.medquorum(who, "register")

    def saved(self, path, source):
        """What was downloaded is what was uploaded; it is removed."""
        if path.stat().st_size != source.stat().st_size:
            raise BenchFailed("a download is not as long as its upload")
        # Reading zeros of a sparse file takes long and shows nothing.
        if source.stat().st_blocks and run(["cmp", path, source]).output:
            raise BenchFailed("a download differs from its upload")
        path.unlink()


@contextmanager
def stage(pause):
    programs = {
        "medquorum": Path(os.environ["BENCH_CLIENT"]),
        "medquorum-node": Path(os.environ["BENCH_NODE"]),
        "ipfs": Path(os.environ["MEDQUORUM_CACHE"]) / "bin/ipfs",
    }
    with tempfile.TemporaryDirectory(prefix="mq-", dir=DISK) as folder:
        held = Stage(programs, folder)
        held.pause = pause
        held.env = dict(os.environ, MEDQUORUM_PASSPHRASE=PASSPHRASE)
        try:
            held.set()
            yield held
        finally:
            held.stop_kubo()
            held.stop(held.node)


def upload_form(path):
    return {"paths": str(path), "patient": "//Eve", "name": "", "disease": "", "date": ""}


def upload_by_page(held, path):
    """How the job ended, and the portal's peak of memory."""
    with held.browser("One") as one:
        _, ended = one.job("/upload", one.get("/upload"), upload_form(path))
        return ended, one.peak_kib()


def download_by_page(held, request, source):
    into = held.folder / "saved"
    into.mkdir(exist_ok=True)
    with held.browser("Ferdie") as ferdie:
        page = ferdie.get(f"/requests/{request}")
        _, ended = ferdie.job(f"/requests/{request}/download", page, {"folder": str(into), "code": ""})
        peak = ferdie.peak_kib()
    held.saved(into / source.name, source)
    return ended, peak


def download_by_command(held, request, source):
    """As the portal does: the request is closed afterwards."""
    target = held.folder / "out"
    ran = held.medquorum("Ferdie", "download", request, "-o", target)
    held.saved(target, source)
    return ran


def compare(table, word, found):
    """Two rows: all of it, and without what a file of 1 KiB takes on either side."""
    what = f"{word.capitalize()} of {words(SIZE)} through the portal, against `medquorum {word}`"
    page, line = found["page"], found["command"]
    table.compare(f"{what}, from form or command to the end", COMMAND, page, line, at_least=0.9, name="command ")
    page, line = (kubo.minus(found[by], found[f"{by}-small"]) for by in ("page", "command"))
    table.compare(f"{what}, without what 1 KiB takes", COMMAND, page, line, at_least=0.9, name="command ")


def speed(held, table):
    """Upload and download of one large file, in turn by a fresh portal and a fresh command."""
    say(f"upload of {words(SIZE)} through the portal")
    large, small = random_file(held.folder / "large", SIZE), random_file(held.folder / "small", 1 << 10)
    run(["sync", large])

    def into_empty(work):
        def once():
            held.empty()
            return work()

        return once

    uploads = {
        "page": into_empty(lambda: upload_by_page(held, large)[0].seconds),
        "command": into_empty(lambda: held.upload(large)[0].seconds),
        "page-small": into_empty(lambda: upload_by_page(held, small)[0].seconds),
        "command-small": into_empty(lambda: held.upload(small)[0].seconds),
    }
    compare(table, "upload", alternate(uploads, RUNS))
    say(f"download of {words(SIZE)} through the portal")
    held.empty()
    records = {source: held.upload(source)[1]["record_id"] for source in (large, small)}
    # A request is closed by its download, so that each has one of its own.
    by_page = lambda source: download_by_page(held, held.approved(records[source]), source)[0].seconds  # noqa: E731
    by_command = lambda source: download_by_command(held, held.approved(records[source]), source).seconds  # noqa: E731
    downloads = {
        "page": lambda: by_page(large),
        "command": lambda: by_command(large),
        "page-small": lambda: by_page(small),
        "command-small": lambda: by_command(small),
    }
    compare(table, "download", alternate(downloads, RUNS))


def memory(held, table):
    """The peak of the portal's process over that of the command, with one very large file."""
    say(f"memory at {words(MEMORY_SIZE)}")
    # Zeros that the disk need not hold; what is encrypted is not zeros.
    source = held.folder / "source"
    source.open("wb").truncate(MEMORY_SIZE)
    peaks = {}
    for by in ("command", "page"):
        held.empty()
        if by == "command":
            ran, told = held.upload(source)
            uploaded, record = ran.peak_kib, told["record_id"]
            downloaded = download_by_command(held, held.approved(record), source).peak_kib
        else:
            ended, uploaded = upload_by_page(held, source)
            downloaded = download_by_page(held, held.approved(ended.record()), source)[1]
        peaks[by] = {"upload": uploaded / 1024, "download": downloaded / 1024}
    for word in ("upload", "download"):
        page, line = peaks["page"][word], peaks["command"][word]
        what = f"Peak memory of the portal at {words(MEMORY_SIZE)}, against `medquorum {word}`"
        table.row(what, COMMAND, "at most 64 MiB more", f"{page - line:.0f} MiB more: {page:.0f} MiB and {line:.0f} MiB", page - line <= 64)


def milliseconds(table, what, seconds, most=None):
    """A row of times, judged by their median."""
    found = Series([one * 1000 for one in seconds])
    reached = f"{found.median:.0f} ms ({min(found.values):.0f}..{max(found.values):.0f})"
    goal, met = (f"under {most} ms", found.median < most) if most else ("", None)
    table.row(what, COMMAND, goal, reached, met)


def archive(folder):
    """Small files that no two are alike, and their table."""
    (folder / "files").mkdir(parents=True)
    rows = ["path,patient,date,icd10,name"]
    for row in range(RECORDS):
        (folder / f"files/{row}").write_bytes(os.urandom(1 << 10))
        rows.append(f"files/{row},//Eve,2024-{row % 12 + 1:02}-{row % 28 + 1:02},E11.9,scan {row}")
    (folder / "manifest.csv").write_text("\n".join(rows) + "\n")
    return folder / "manifest.csv"


def rows_of(page):
    return page.html.count('<td><a href="/records/')


def records(held, table):
    """The list of a facility with many uploads from here, page by page; and that of a patient who has them all."""
    say(f"bringing {RECORDS} records in")
    done = json.loads(held.medquorum("One", "import", archive(held.folder / "archive")).output)
    if len(done["registered"]) != RECORDS:
        raise BenchFailed(f"{len(done['registered'])} of {RECORDS} records were registered")
    last = -(-RECORDS // ROWS)
    say("the list of records")
    first_looks = []
    for _ in range(RUNS):
        with held.browser("One") as one:
            first_looks.append(one.get("/records").seconds)
    what = f"List of {RECORDS} records of a facility"
    milliseconds(table, f"{what}, page 1, the first page after the portal's start", first_looks, LIST_MS)
    for who, name, most in (("One", what, LIST_MS), ("Eve", f"The same of a patient with {RECORDS} records", None)):
        with held.browser(who) as browser:
            browser.get("/records")
            for number in sorted({1, (last + 1) // 2, last}):
                path, expected = f"/records?page={number}", RECORDS - ROWS * (last - 1) if number == last else ROWS
                pages = [browser.get(path) for _ in range(RUNS)]
                if any(rows_of(page) != expected for page in pages):
                    raise BenchFailed(f"page {number} of {who} has {rows_of(pages[0])} records and should have {expected}")
                milliseconds(table, f"{name}, page {number} of {last}", [page.seconds for page in pages], most)


class Actions:
    """Forms as people send them, and how long each took until it was answered."""

    def __init__(self, held, people):
        self.held, self.people = held, people
        self.answers = {}

    def act(self, who, name, path, page, fields=None):
        """Sends a form of that page and waits for the end of its job."""
        browser = self.people[who]
        sent, ended = browser.job(path, browser.get(page), fields)
        self.answers.setdefault(name, []).append(sent.seconds)
        return ended

    def journey(self, path):
        """One record from upload to download, by forms alone."""
        record = self.act("One", "upload", "/upload", "/upload", upload_form(path)).record()
        of_record = f"/records/{record}"
        self.act("Eve", "acknowledge", f"{of_record}/acknowledge", of_record)
        self.act("Eve", "suspend", f"{of_record}/suspend", of_record)
        self.act("Eve", "resume", f"{of_record}/resume", of_record)
        ferdie = self.people["Ferdie"]
        purpose = ferdie.get(of_record).choice("purpose")
        self.act("Ferdie", "ask", f"{of_record}/ask", of_record, {"purpose": purpose})
        request = self.newest_request(record)
        for administrator in ("Alice", "Bob", "Charlie"):
            self.act(administrator, "approve", "/decide/approve", f"/decide/look?request={request}")
        of_request = f"/requests/{request}"
        self.act("Eve", "consent", f"{of_request}/consent", of_request)
        into = self.held.folder / "saved"
        into.mkdir(exist_ok=True)
        self.act("Ferdie", "download", f"{of_request}/download", of_request, {"folder": str(into), "code": ""})
        self.held.saved(into / path.name, path)

    def newest_request(self, record):
        html = self.people["Ferdie"].get(f"/records/{record}").html
        found = html.split('href="/requests/', 1)
        if len(found) < 2:
            raise BenchFailed("a request is not on its record's page")
        return found[1][:32]

    def stop_ended(self):
        """A job that has ended is stopped once more, which changes nothing and is answered all the same."""
        one = self.people["One"]
        for _ in range(RUNS):
            self.answers.setdefault("stop a job", []).append(one.send("/jobs/1/stop", one.get("/jobs/1")).seconds)


def slowest_tab(people):
    """The page whose median is the highest, with its times."""
    found = {}
    for who in ("One", "Eve", "Ferdie", "Alice"):
        browser = people[who]
        for path in browser.get("/").tabs():
            found[f"`{path}` of {who}"] = [browser.get(path).seconds for _ in range(RUNS)]
    return max(found.items(), key=lambda item: Series(item[1]).median)


def actions(held, table):
    """How long forms take until they are answered: with the page of the job that they began."""
    say("answers to actions")
    people = {}
    try:
        for who in kubo.PEOPLE:
            people[who] = held.browser(who)
        acts = Actions(held, people)
        for turn in range(RUNS):
            acts.journey(random_file(held.folder / f"file-{turn}", 64 << 10))
        acts.stop_ended()
        for name, seconds in acts.answers.items():
            milliseconds(table, f"Answer of the portal: {name}", seconds, ACTION_MS)
        unlocking = [browser.unlocking for browser in people.values()]
        milliseconds(table, "Answer of the portal: unlock, where Argon2id is slow on purpose", unlocking)
        frames = [people["One"].frame("/") for _ in range(RUNS)]
        milliseconds(table, "Start page until its frame has come, which a browser paints first", frames, PAINT_MS)
        path, seconds = slowest_tab(people)
        milliseconds(table, f"Slowest page of the left column: {path}", seconds)
    finally:
        for browser in people.values():
            browser.stop()


def check():
    """What cannot be measured is said before anything is started."""
    for name in ("BENCH_CLIENT", "BENCH_NODE"):
        if not os.access(os.environ[name], os.X_OK):
            raise BenchFailed(f"{os.environ[name]} is missing: run make build")
    known = {"speed": speed, "memory": memory, "records": records, "actions": actions}
    unknown = [part for part in PARTS if part not in known]
    if unknown or STORE not in ("kubo", "embedded") or min(SIZE, MEMORY_SIZE, RECORDS, RUNS) < 1:
        raise BenchFailed("PARTS are speed, memory, records and actions; STORE is kubo or embedded; sizes are at least 1")
    # The file, its sealed copy, the store's and what was downloaded.
    sizes = {"speed": 5 * SIZE, "memory": 13 * MEMORY_SIZE // 4}
    need = max([sizes.get(part, 0) for part in PARTS] + [MIB << 10])
    free = shutil.disk_usage(DISK).free
    if free < need:
        raise BenchFailed(f"{DISK} has {free >> 30} GiB free and this needs {-(-need >> 30)}: free some, or name smaller sizes")
    return [known[part] for part in PARTS]


def main():
    measured, table = check(), Table()
    line = f"{hardware()}; store {STORE}, {os.environ['BENCH_PROFILE']} build of the client"
    for part in measured:
        with stage(6000 if part is records else 500) as held:
            part(held, table)
    text = f"Measured on {line}. Medians of {RUNS}, order turned in every round.\n\n{table.text()}"
    print(text)
    print(json.dumps({"machine": line, "size": words(SIZE), "memory_size": words(MEMORY_SIZE), "records": RECORDS, "figures": table.raw}))
    if os.environ.get("WRITE") == "1":
        write(text, "bench-portal")
    missed = [row["what"] for row in table.raw if row["met"] is False]
    for what in missed:
        say(f"missed: {what}")
    return 1 if missed else 0


if __name__ == "__main__":
    # Ends like a failure, so that the node, the daemon, the portals and the files go.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.NamedTemporaryFile() as errors:
        os.environ["BENCH_ERRORS"] = errors.name
        try:
            sys.exit(main())
        except BenchFailed as failed:
            print(f"bench-portal: {failed}", file=sys.stderr)
            # 1 says that a goal was missed.
            sys.exit(2)
