#!/usr/bin/env python3
"""Alert rules, their tests, the page that says what to do, and the board: `make lint` runs this.

Each alert of docs/monitoring/alerts.yml has a severity, a summary, a section of docs/monitoring.md, a test in which it fires and one in
which it does not. Each such section is some alert's. No other page holds rules, which promtool would not see. The board for Grafana
has the form that one imports: a source of figures by a variable, panels with ids and targets of their own that do not overlap.

  monitoring.py                checks
  monitoring.py --expressions  prints the board's expressions as a file of rules, for promtool
  monitoring.py --self-test    checks that the checker sees what it should
"""

import json
import re
import subprocess
import sys

ALERTS, TESTS = "docs/monitoring/alerts.yml", "docs/monitoring/alerts.test.yml"
PAGE, BOARD = "docs/monitoring.md", "docs/monitoring/dashboard.json"
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
# The oldest form that has the panels used here, and the newest that was looked up.
SCHEMA = range(36, 42)
KINDS = {"stat", "table", "timeseries"}
COLUMNS = 24


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def slug(title):
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def alerts(source):
    """Each alert with the text of its rule."""
    parts = re.split(r"^ +- alert: *(\S+) *$", source, flags=re.M)
    return list(zip(parts[1::2], parts[2::2]))


def check_alerts(source, tests, page):
    bad, found = [], alerts(source)
    names = [name for name, _ in found]
    sections = page.partition("\n## What to do\n")[2]
    sections = {slug(title) for title in re.findall(r"^### (.+)$", sections.split("\n## ")[0], re.M)}
    linked = set()
    if not found or len(set(names)) != len(names):
        bad.append(f"{ALERTS}: no alert, or two of one name")
    for name, rule in found:
        if not re.search(r"labels: \{ severity: (page|warn) \}", rule):
            bad.append(f"{ALERTS}: {name} has no severity")
        if not re.search(r"^ +summary: \S", rule, re.M):
            bad.append(f"{ALERTS}: {name} has no summary")
        section = re.search(rf"^ +runbook: {re.escape(PAGE)}#(\S+)$", rule, re.M)
        linked.add(section and section.group(1))
        if not section or section.group(1) not in sections:
            bad.append(f"{ALERTS}: {name} leads to no section of {PAGE} under What to do")
        if not re.search(rf"alertname: {name}\n +exp_alerts:\n +- ", tests):
            bad.append(f"{TESTS}: {name} never fires")
        if not re.search(rf"alertname: {name}, exp_alerts: \[\]", tests):
            bad.append(f"{TESTS}: {name} is never silent")
    bad += [f"{PAGE}: no alert leads to #{section}" for section in sorted(sections - linked)]
    for name in sorted(set(re.findall(r"alertname: (\w+)", tests)) - set(names)):
        bad.append(f"{TESTS}: there is no alert {name}")
    return bad


def overlap(one, other):
    apart = lambda at, size: one[at] + one[size] <= other[at] or other[at] + other[size] <= one[at]
    return not (apart("x", "w") or apart("y", "h"))


def check_panel(panel):
    at, targets = panel.get("gridPos", {}), panel.get("targets", [])
    refs = [target.get("refId") for target in targets]
    place = all(isinstance(at.get(side), int) and at[side] >= 0 for side in "xywh")
    return [
        what
        for wrong, what in [
            (panel.get("type") not in KINDS, "has no known type"),
            (not panel.get("title"), "has no title"),
            (panel.get("datasource") != SOURCE, "takes its figures from another source than the variable"),
            (not place or at["w"] == 0 or at["h"] == 0 or at["x"] + at["w"] > COLUMNS, "has no place on the board"),
            (not panel.get("fieldConfig", {}).get("defaults", {}).get("unit"), "has no unit"),
            (not targets, "has no target"),
            (not all(refs) or len(set(refs)) != len(refs), "has targets without a name of their own"),
            (not all(str(target.get("expr", "")).strip() for target in targets), "has a target without an expression"),
            # Grafana puts something there that promtool does not see.
            (any("$" in str(target.get("expr", "")) for target in targets), "has a variable in an expression"),
            (any(target.get("datasource", SOURCE) != SOURCE for target in targets), "has a target with another source"),
        ]
        if wrong
    ]


def check_board(board):
    bad, panels = [], board.get("panels", [])
    variables = [(one.get("name"), one.get("type"), one.get("query")) for one in board.get("templating", {}).get("list", [])]
    if ("datasource", "datasource", "prometheus") not in variables:
        bad.append("has no variable for its source of figures")
    if "__inputs" in board:
        bad.append("asks for inputs, which are put in only where a person imports it")
    if board.get("schemaVersion") not in SCHEMA:
        bad.append(f"is of a schema that nobody has looked up ({board.get('schemaVersion')})")
    if not board.get("uid") or not board.get("title") or not panels:
        bad.append("has no uid, title or panels")
    for what in ("id", "title"):
        values = [panel.get(what) for panel in panels]
        if len(set(values)) != len(values) or None in values:
            bad.append(f"has panels without an {what} of their own")
    for number, panel in enumerate(panels):
        wrong = check_panel(panel)
        bad += [f"panel {panel.get('title')!r} {what}" for what in wrong]
        for other in [] if wrong else panels[:number]:
            if not check_panel(other) and overlap(panel["gridPos"], other["gridPos"]):
                bad.append(f"panels {other['title']!r} and {panel['title']!r} overlap")
    return [f"{BOARD}: {what}" for what in bad]


def rules_elsewhere(paths):
    found = [path for path in paths if path not in (ALERTS, TESTS) and re.search(r"^ *- alert:", read(path), re.M)]
    return [f"{path}: has rules that promtool does not see: put them into {ALERTS}" for path in found]


def expressions(board):
    rules = [
        {"record": f"board:panel_{panel['id']}:{target['refId']}", "expr": target["expr"]}
        for panel in board["panels"]
        for target in panel["targets"]
    ]
    # A file of rules is YAML, and JSON is YAML.
    return json.dumps({"groups": [{"name": "board", "rules": rules}]}, indent=1)


def self_test():
    source, tests, page, board = read(ALERTS), read(TESTS), read(PAGE), json.loads(read(BOARD))
    name = alerts(source)[0][0]
    for wrong in [
        (source.replace("severity: page", "severity: loud", 1), tests, page),
        (source.replace(f"{PAGE}#", f"{PAGE}#not-", 1), tests, page),
        (source.replace("summary: ", "summery: ", 1), tests, page),
        (source + f"      - alert: {name}\n", tests, page),
        (source, tests.replace(f"alertname: {name},", "alertname: Other,"), page),
        (source, tests.replace(f"alertname: {name}\n", "alertname: Other\n"), page),
        (source, tests, page + "\n### Nobody's section\n"),
    ]:
        assert check_alerts(*wrong), wrong
    changed = lambda change: (lambda copy: (change(copy), check_board(copy))[1])(json.loads(json.dumps(board)))
    first = lambda copy: copy["panels"][0]
    for change in [
        lambda copy: copy.update(schemaVersion=1),
        lambda copy: copy.update(templating={}),
        lambda copy: copy.update(__inputs=[]),
        lambda copy: copy.update(panels=[]),
        lambda copy: first(copy).update(id=copy["panels"][1]["id"]),
        lambda copy: first(copy).update(targets=[]),
        lambda copy: first(copy).update(type="graph"),
        lambda copy: first(copy).update(datasource={"type": "prometheus", "uid": "mine"}),
        lambda copy: first(copy).update(gridPos=copy["panels"][1]["gridPos"]),
        lambda copy: first(copy)["gridPos"].update(w=25),
        lambda copy: first(copy)["targets"][0].update(expr=" "),
        lambda copy: first(copy)["targets"][0].update(expr="rate(x[$__rate_interval])"),
        lambda copy: first(copy)["targets"].append(dict(first(copy)["targets"][0])),
    ]:
        assert changed(change), change
    assert not changed(lambda copy: None)
    print("monitoring: the checker sees what it should")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    board = json.loads(read(BOARD))
    if sys.argv[1:] == ["--expressions"]:
        return print(expressions(board))
    listed = subprocess.run(["git", "ls-files", "--", "*.md", "*.yml", "*.yaml"], check=True, capture_output=True, text=True)
    bad = check_alerts(read(ALERTS), read(TESTS), read(PAGE)) + check_board(board) + rules_elsewhere(listed.stdout.split())
    for line in bad:
        print(line)
    if bad:
        sys.exit(1)
    targets = sum(len(panel["targets"]) for panel in board["panels"])
    print(f"monitoring: {len(alerts(read(ALERTS)))} alerts with tests and sections, {len(board['panels'])} panels with {targets} expressions")


if __name__ == "__main__":
    main()
