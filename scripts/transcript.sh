#!/usr/bin/env bash
# `make transcript`: runs the demo, writes what it printed to docs/demo-transcript.md, and puts some lines of the chapters that
# matter most into README.md, between the two marks.
set -euo pipefail
cd "$(dirname "$0")/.."

printed="$(mktemp)"
trap 'rm -f "$printed"' EXIT
NO_COLOR=1 bash scripts/demo.sh >"$printed" 2>&1 || {
	tail -n 20 "$printed" >&2
	echo "transcript: the demo failed; the documents are unchanged" >&2
	exit 1
}
python3 - "$printed" <<'PYTHON'
import os, re, sys

text = open(sys.argv[1], newline="").read()
text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).replace(os.environ["HOME"], "~")
# What a progress bar overwrote was never meant to stay.
text = "\n".join(line.split("\r")[-1].rstrip() for line in text.split("\n"))
# Addresses and folders of one run say nothing: ports and temporary names are cut.
text = re.sub(r"/\S*/medquorum-demo\.\w{6}\b", "…", text)
text = re.sub(r"ws://127\.0\.0\.1:\d+", "ws://127.0.0.1:…", text)
text = text.strip()

# Chapters on README's first screen, and how many of their lines.
SHOWN = [("Ferdie asks, and is refused until three administrators have approved", 4),
         ("The third approval, and Ida's consent", 5), ("Ferdie opens the record", 5)]
excerpt = []
for title, lines in SHOWN:
    heading = f"== {title} =="
    chapter = text[text.index(heading):].split("\n\n", 1)[0].split("\n")
    excerpt += chapter[:lines + 1] + (["…"] if len(chapter) > lines + 1 else [])

readme = open("README.md").read()
head, rest = re.split(r"(?<=<!-- transcript:begin \(made by `make transcript`, from a real run of `make demo`\) -->\n)", readme, maxsplit=1)
tail = rest[rest.index("<!-- transcript:end -->"):]
shown = "\n".join(["```console", "$ make demo", "…"] + excerpt + ["```"])
open("README.md", "w").write(f"{head}\n{shown}\n\n{tail}")

path = "docs/demo-transcript.md"
before = open(path).read().split("```console\n", 1)[0]
open(path, "w").write(f"{before}```console\n$ make demo\n{text}\n```\n")
PYTHON
echo "transcript: README.md and docs/demo-transcript.md are up to date; read them before you commit"
