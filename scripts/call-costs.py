#!/usr/bin/env python3
"""What calls cost, from the weights.rs of both pallets: the tables of docs/performance.md, and the rows of README.

    scripts/call-costs.py              compares the tables in docs/performance.md with weights.rs: exit code 1 where they differ (`make lint`)
    scripts/call-costs.py --write      writes them there (`make weights` does)
    scripts/call-costs.py --rows       prints the rows of README (`make figures` does)
    scripts/call-costs.py --fees FILE  prints the rows of README about bytes and fees, from what runtime/tests/fees.rs told (`make figures` does)
    scripts/call-costs.py --fees FILE --write  puts the table of all of them into docs/performance.md too (`WRITE=1 make figures` does)

Time is computing on one core without the database; proof is the worst case that the weight reserves.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "pallets/medical-records/src/weights.rs"
CEREMONIES = ROOT / "pallets/committee-ceremonies/src/weights.rs"
PAGE = ROOT / "docs/performance.md"
UNMEASURED = "not measured"
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


def costs(path):
    """By call: its cost, and by the name of a component the cost of each."""
    text = path.read_text()
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
    return measured(WEIGHTS) + "\n".join(rows) + "\n"


def measured(path):
    found = re.search(r"^//! Date: (\S+)\. Processor: (.*?)\. ", path.read_text(), re.M)
    return f"Measured {found[1]}, {found[2]}.\n\n" if found else ""


def tall(name, *shown):
    """A row of the table of ceremonies and emergencies, with all that is shown in each column; a call without a measured weight says so."""
    if not all(cost and cost.time for cost, _ in shown):
        return f"| {name} | {UNMEASURED} | - | - |"
    words = "; ".join(f"{ms(cost)}{more}" for cost, more in shown)
    proof = "; ".join(kb(cost) for cost, _ in shown)
    items = "; ".join(f"{cost.reads}, {cost.writes}" for cost, _ in shown)
    return f"| {name} | {words} | {proof} | {items} |"


def among(found, call, people):
    """A call of a ceremony of so many."""
    parts = found.get(call, {})
    return parts[""].plus(parts["n"], people) if "n" in parts else parts.get("")


def together(*costs):
    total = Cost()
    for cost in costs:
        if not cost or not cost.time:
            return None
        total = total.plus(cost)
    return total


def table_of_ceremonies(found, ceremonies):
    def one(call):
        return found.get(call, {}).get("")

    def more(call, part):
        """A call that ends one request besides."""
        parts = found.get(call, {})
        return parts[""].plus(parts[part]) if part in parts else None

    def activation(people):
        calls = [among(ceremonies, call, people) for call in ("activate", "end_ceremony")]
        return together(among(found, "set_committee", people), *calls)

    def sizes(cost):
        return [(cost(people), words) for people, words in ((4, " among 4"), (16, " among 16"))]

    def alone(call):
        return tall(f"`{call}`", (ceremonies.get(call, {}).get(""), ""))

    rows = [
        "| Call | Time | Proof | Reads, writes |",
        "|---|---|---|---|",
        *(alone(call) for call in ("open_ceremony", "join_ceremony", "submit_deal")),
        tall("the last `submit_deal`", *sizes(lambda people: among(ceremonies, "submit_last_deal", people))),
        *(alone(call) for call in ("certify", "hand_over", "complain", "answer")),
        tall("`activate`, with what it sets and clears away", *sizes(activation)),
        tall("`leave_ceremony`, `expire_ceremony`", *sizes(lambda people: among(ceremonies, "end_ceremony", people))),
        *(tall(f"`{call}`", (one(call), "")) for call in ("set_emergency", "add_emergency")),
        tall("`remove_emergency`", (one("remove_emergency"), ""), (more("remove_emergency", "r"), " with a request that it ends")),
        tall("`break_glass`", (one("break_glass"), ""), (more("break_glass", "c"), " when an expired request makes room")),
        *(tall(f"`{call}`", (one(call), "")) for call in ("file_statement", "submit_review", "enforce_review", "reinstate", "set_facility")),
    ]
    return measured(CEREMONIES) + "\n".join(rows) + "\n"


def mqd(micro):
    """Millionths of a token, as thousandths."""
    return f"{int(micro) / 1000:.2f}"


def told_fees(path):
    """What runtime/tests/fees.rs printed: of each call and number of people bytes and fee, and the deposit of each number."""
    text = Path(path).read_text()
    calls = {
        (name, people): (bytes_, mqd(micro))
        for name, people, bytes_, micro in re.findall(r"call `([^`]+)`(?: among (\d+))?: (\d+) B, (\d+) micro", text)
    }
    deposits = {people: mqd(micro) for people, micro in re.findall(r"deposit of a ceremony among (\d+): (\d+) micro", text)}
    if not calls or not deposits:
        sys.exit("call-costs: no test has told what calls cost")
    return calls, deposits


def table_of_fees(calls, deposits):
    names = list(dict.fromkeys(name for name, _ in calls))
    rows = [
        "| Call | Bytes | Fee in mMQD |",
        "|---|---|---|",
        f"| Deposit of a ceremony of 4; of 16 | | {deposits['4']}; {deposits['16']} |",
    ]
    for name in names:
        shown = [calls[name, people] for people in ("", "4", "16") if (name, people) in calls]
        shown = shown[:1] if len(set(shown)) == 1 else shown
        rows.append(f"| `{name}` | {'; '.join(bytes_ for bytes_, _ in shown)} | {'; '.join(fee for _, fee in shown)} |")
    return "\n".join(rows) + "\n"


def fees_of_readme(calls, deposits):
    steps = [name for name, people in calls if people == "4"]
    about = [name for name, people in calls if not people]

    def of(names, people, at):
        return ", ".join(calls[name, people][at] for name in names)

    def both(at):
        return f"{of(steps, '4', at)}; {of(steps, '16', at)}"

    ceremony = "Calls of a ceremony of four; of sixteen: " + ", ".join(f"`{name}`" for name in steps)
    emergency = "Calls about emergencies: " + ", ".join(f"`{name}`" for name in about)
    return "\n".join(
        [
            f"| Deposit of a ceremony of four; of sixteen | {deposits['4']}; {deposits['16']} mMQD |",
            f"| {ceremony}: call data | {both(0)} B |",
            f"| The same: fee | {both(1)} mMQD |",
            f"| {emergency}: call data | {of(about, '', 0)} B |",
            f"| The same: fee | {of(about, '', 1)} mMQD |",
        ]
    )


def put(marker, made):
    """Puts a table between its markers on the page; says whether it was another."""
    page = PAGE.read_text()
    begin, end = f"<!-- {marker} -->\n\n", f"\n<!-- /{marker} -->"
    start = page.index(begin) + len(begin)
    stop = page.index(end, start)
    changed = page[start:stop] != made
    return changed, page[:start] + made + page[stop:]


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
    if len(arguments) in (2, 3) and arguments[0] == "--fees" and arguments[2:] in ([], ["--write"]):
        calls, deposits = told_fees(arguments[1])
        print(fees_of_readme(calls, deposits))
        if arguments[2:]:
            PAGE.write_text(put("fees", table_of_fees(calls, deposits))[1])
        return 0
    found = costs(WEIGHTS)
    if arguments == ["--rows"]:
        print(rows_of_readme(found))
        return 0
    if arguments not in ([], ["--write"]):
        print(__doc__, file=sys.stderr)
        return 2
    differs = False
    for marker, made in (("calls", table(found)), ("ceremonies", table_of_ceremonies(found, costs(CEREMONIES)))):
        changed, page = put(marker, made)
        differs = differs or changed
        if arguments:
            PAGE.write_text(page)
    if differs and not arguments:
        print("docs/performance.md tells other costs of calls than weights.rs: run scripts/call-costs.py --write", file=sys.stderr)
        return 1
    return 0


sys.exit(main(sys.argv[1:]))
