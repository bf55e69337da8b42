#!/usr/bin/env python3
"""What calls cost, from the pallet's weights.rs: the table of docs/performance.md, and the rows of README.

    scripts/call-costs.py          compares the table in docs/performance.md with weights.rs: exit code 1 where they differ (`make lint`)
    scripts/call-costs.py --write  writes it there (`make weights` does)
    scripts/call-costs.py --rows   prints the rows of README (`make figures` does)

Time is computing on one core without the database; proof is the worst case that the weight reserves.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "pallets/medical-records/src/weights.rs"
PAGE = ROOT / "docs/performance.md"
BEGIN, END = "<!-- calls -->\n\n", "\n<!-- /calls -->"
NUMBER = r"\(?([\d_]+?)(?:_?u64)?\)?"


class Cost:
    """Picoseconds, bytes of proof, reads and writes of one call, or of one more of what it works on."""

    def __init__(self):
        self.time = self.proof = self.reads = self.writes = 0

    def plus(self, other, times=1):
        total = Cost()
        for name in vars(self):
            setattr(total, name, getattr(self, name) + times * getattr(other, name))
        return total


def number(text):
    return int(text.replace("_", ""))


def costs():
    """By call: its cost, and by the name of a component the cost of each."""
    text = WEIGHTS.read_text()
    text = text[text.index("impl<T") :]
    found = {}
    for call, body in re.findall(r"\tfn (\w+)\([^)]*\) -> Weight \{\n(.*?)\n\t\}", text, re.S):
        found.setdefault(call, {})
        if found[call]:
            continue  # The second set, for tests, says the same.
        parts = found[call]
        parts[""] = Cost()
        for line in body.splitlines():
            each = re.search(r"saturating_mul\((\w)\.into\(\)\)", line)
            part = parts.setdefault(each[1] if each else "", Cost())
            if made := re.search(r"Weight::from_parts\(([\d_]+), ([\d_]+)\)", line):
                part.time += number(made[1])
                part.proof += number(made[2])
            for kind in ("reads", "writes"):
                if made := re.search(kind + r"\(" + NUMBER + r"[).]", line):
                    setattr(part, kind, getattr(part, kind) + number(made[1]))
    return found


def ms(cost):
    return f"{cost.time / 1e9:.2f} ms"


def kb(cost):
    return f"{cost.proof / 1e3:.1f} kB"


def row(name, *shown):
    first, _ = shown[0]
    words = "; ".join(f"{ms(cost)}{more}" for cost, more in shown)
    proof = "; ".join(kb(cost) for cost, _ in shown)
    return f"| {name} | {words} | {proof} | {first.reads}, {first.writes} |"


def table(found):
    def one(call):
        return found[call][""]

    request, room = one("request_access"), found["request_access"]["c"]
    many, share = one("approve_many"), found["approve_many"]["n"]
    eight = many.plus(share, 8)
    each = Cost().plus(eight)
    for name in vars(each):
        setattr(each, name, round(getattr(eight, name) / 8))
    access = request
    for call, times in (("approve", 3), ("grant_consent", 1), ("close_request", 1)):
        access = access.plus(one(call), times)
    erasing = found["erase_record"]
    rows = [
        "| Call | Time | Proof | Reads, writes |",
        "|---|---|---|---|",
        row("`request_access`, paid by a facility", (request, ""), (request.plus(room), " when an expired request makes room")),
        row("`approve`", (one("approve"), "")),
        row("`approve_many` of 8, each", (each, "")),
        *(row(f"`{call}`", (one(call), "")) for call in ("reject", "grant_consent", "close_request")),
        row("one whole access: request, three approvals, consent, close", (access, "")),
        row("`register_record`", (one("register_record"), "")),
        row("`erase_record` by the patient, a version; a request of it", (erasing[""].plus(erasing["v"]), ""), (erasing["r"], "")),
        *(row(f"`{call}`", (one(call), "")) for call in ("publish_catalogue", "set_searchable", "attest_erasure")),
        row("`set_committee`, for each administrator", (found["set_committee"]["n"], "")),
    ]
    measured = re.search(r"^//! Date: (\S+)\. Processor: (.*?)\. ", WEIGHTS.read_text(), re.M)
    return f"Measured {measured[1]}, {measured[2]}.\n\n" + "\n".join(rows) + "\n"


def rows_of_readme(found):
    def short(cost):
        return f"{cost.time / 1e9:.1f} ms"

    eighth = found["approve_many"][""].plus(found["approve_many"]["n"], 8)
    erasing = found["erase_record"]
    return "\n".join(
        [
            f"| Weight of `approve`; of one of eight in `approve_many` | {short(found['approve'][''])}; {eighth.time / 8e9:.1f} ms |",
            f"| Weight of `register_record` | {short(found['register_record'][''])} |",
            f"| Weight of `request_access`; when an expired request makes room, more | {short(found['request_access'][''])}; {short(found['request_access']['c'])} |",
            f"| Weight of `erase_record` for each version; for each request that it ends | {short(erasing['v'])}; {short(erasing['r'])} |",
        ]
    )


def main(arguments):
    found = costs()
    if arguments == ["--rows"]:
        print(rows_of_readme(found))
        return 0
    page = PAGE.read_text()
    start = page.index(BEGIN) + len(BEGIN)
    end = page.index(END, start)
    current = table(found)
    if arguments == ["--write"]:
        PAGE.write_text(page[:start] + current + page[end:])
        return 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    if page[start:end] != current:
        print("docs/performance.md tells other costs of calls than weights.rs: run scripts/call-costs.py --write", file=sys.stderr)
        return 1
    return 0


sys.exit(main(sys.argv[1:]))
