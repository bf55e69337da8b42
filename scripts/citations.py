#!/usr/bin/env python3
"""Whether what the sources and documents point at is there: `make lint` runs this.

- `docs/cryptography.md 5.2` in any file names a numbered heading of that document; no file names a design without saying where.
- A relative link of a document leads to a file or folder of the repository, and its `#anchor` to a heading.

  citations.py               checks every tracked file
  citations.py --self-test   checks that the checker sees what it should
"""

import os
import re
import subprocess
import sys

REFERENCE = "docs/cryptography.md"
HEADING = re.compile(r"^#+ (.+?)\s*$", re.M)
NUMBER = re.compile(r"^(\d+(?:\.\d+)?[a-z]?)\.? ")
CITATION = re.compile(r"docs/cryptography\.md,? (?:section )?(\d+(?:\.\d+)?[a-z]?)\b")
# Forms that a reader of the repository can't follow.
LOST = re.compile(r"\bdesign (?:section )?\d|(?<!docs/)\bcryptography\.md \d", re.I)
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)|!\[[^\]\n]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)


def numbers(document):
    """The numbers of a document's headings."""
    return {
        found.group(1)
        for heading in HEADING.findall(document)
        if (found := NUMBER.match(heading))
    }


def anchors(document):
    """The names by which a link reaches the headings, as the usual viewers make them."""
    plain = (
        re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading)
        for heading in HEADING.findall(FENCE.sub("", document))
    )
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in plain}


def citations(path, source, known):
    """Number of citations in one file, and what is wrong with them."""
    wrong, count = [], 0
    for at, line in enumerate(source.splitlines(), 1):
        for number in CITATION.findall(line):
            count += 1
            if number not in known:
                wrong.append(f"{path}:{at}: {REFERENCE} has no section {number}")
        if LOST.search(line):
            wrong.append(f"{path}:{at}: say where: `{REFERENCE} 5.2`")
    return count, wrong


def links(path, source, documents, exists):
    """Number of relative links in one document, and those that lead nowhere."""
    wrong, count = [], 0
    for pair in LINK.findall(FENCE.sub("", source)):
        target = pair[0] or pair[1]
        if re.match(r"[a-z]+:", target):
            continue
        count += 1
        file, _, anchor = target.partition("#")
        where = (
            os.path.normpath(os.path.join(os.path.dirname(path), file))
            if file
            else path
        )
        if not exists(where):
            wrong.append(f"{path}: no {target}")
        elif anchor and where in documents and anchor not in anchors(documents[where]):
            wrong.append(f"{path}: no heading #{anchor} in {where}")
    return count, wrong


def self_test():
    """A checker that finds nothing must not pass for a clean tree."""
    reference = "# Title\n## 5. Release\n### 5.2a The `bytes`\n"
    known = numbers(reference)
    assert known == {"5", "5.2a"}, known
    assert citations("a", "see docs/cryptography.md 5.2a.", known) == (1, [])
    assert len(citations("a", "see docs/cryptography.md 9", known)[1]) == 1
    assert len(citations("a", "(design section 5.2)", known)[1]) == 1
    documents = {"docs/a.md": reference}
    text = "[x](a.md#52a-the-bytes) [y](no.md) [z](a.md#no) [w](https://a.b/c)"
    count, wrong = links("docs/b.md", text, documents, documents.__contains__)
    assert count == 3 and len(wrong) == 2, (count, wrong)


def main():
    self_test()
    if sys.argv[1:] == ["--self-test"]:
        return 0
    files = subprocess.run(
        ["git", "ls-files"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    sources = {}
    for path in files:
        try:
            with open(path, encoding="utf-8") as file:
                sources[path] = file.read()
        except UnicodeDecodeError:
            continue
    documents = {p: s for p, s in sources.items() if p.endswith(".md")}
    known = numbers(documents[REFERENCE])
    wrong, cited, linked = [], 0, 0
    for path, source in sources.items():
        if path == "scripts/citations.py":
            continue
        count, faults = citations(path, source, known)
        cited += count
        wrong += faults
        if path in documents:
            count, faults = links(path, source, documents, os.path.exists)
            linked += count
            wrong += faults
    print("\n".join(wrong), end="\n" if wrong else "")
    if not cited or not linked:
        print("citations: nothing found to check", file=sys.stderr)
        return 1
    print(f"citations: {cited} of {REFERENCE}, {linked} links between documents")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
