#!/usr/bin/env python3
"""Citations of docs/cryptography.md and links between documents: `make lint` runs this.

One form of citation: the document's path from the root, a space, a section number, and further numbers after a comma or "and":

    docs/cryptography.md 5.2
    docs/cryptography.md 4.1, 5.2 and 5.2a

Each number must be that of a heading there. A line break, with comment signs, may stand for the space. What else looks like a
citation is refused: a "design" with or without a number, the document without its folder, a bare "section 5.2", "(5.2a)" or "§ 5.2".
Sections of standards are no citations of ours: "RFC 9180, section 7.1.3". Inside the document "section 5" and "(5.2, 5.2a)" are
enough, and are checked too.

In every tracked Markdown file, relative links must lead to something that is tracked, and a fragment to a heading. The document itself also
names files in backticks; those must be tracked as well.

  citations.py               checks every tracked file
  citations.py --self-test   checks that the checker sees what it should
"""

import bisect
import posixpath
import re
import subprocess
import sys

DOCUMENT = "docs/cryptography.md"
READ = (".rs", ".py", ".sh", ".md", ".mjs", ".toml", "Makefile")
# These name the refused forms themselves.
SELF = {"scripts/citations.py"}

NUMBER = r"\d+(?:\.\d+)*[a-z]?(?![\w.]*\w)"
CITATION = re.compile(rf"(?<![\w/]){re.escape(DOCUMENT)} ({NUMBER}(?:(?:, | and |, and ){NUMBER})*)")
HEADING = re.compile(rf"^#{{2,}} ({NUMBER})\.? ", re.M)
STANDARD = re.compile(r"\b(?:RFC|FIPS|NIST|SP|BIP|draft)\b[^.]*$")
OLD = [
    (re.compile(r"\b[Dd]esign(?:'s|s)? (?:in |of )?(?:sections? )?\d"), "a numbered design"),
    (re.compile(rf"(?<!docs/)\bcryptography\.md[`),]* {NUMBER}"), "the document without its folder"),
    (re.compile(rf"docs/cryptography\.md[`),]+ (?:sections? )?{NUMBER}"), "signs between document and number"),
    (re.compile(r"cryptography\.md,? (?:sections? |§)"), "the word section after the document"),
    (re.compile(r"§ ?\d"), "a section sign"),
]
# In code and scripts alone: a decision record may tell of the first design.
OLD_IN_CODE = [
    (re.compile(r"\b(?:[Tt]he|[Aa]|[Oo]ur) design\b"), "a design that is not in the tree"),
    (re.compile(r"\(\d+\.\d+[a-z]\b"), "a number alone"),
]
SECTION = re.compile(r"\b[Ss]ections? (\d+(?:\.\d+)*[a-z]?)")
INSIDE = re.compile(rf"\(({NUMBER}(?:, {NUMBER})*)\)")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|^\[[^\]]+\]:\s+(\S+)|(?:src|srcset|href)=\"([^\"]+)\"", re.M)
CODE = re.compile(r"^(```|~~~).*?^\1[^\n]*$|`[^`\n]*`", re.M | re.S)
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)+/?)`")
MARK = re.compile(r"^\s*(?://[/!]?|#+(?=\s)|\*(?=\s)|>)?\s*")


class Text:
    """A file with its lines joined by single spaces, without comment signs, so that a citation may run over a line's end."""

    def __init__(self, source):
        self.starts, parts, at = [], [], 0
        for line in source.split("\n"):
            line = MARK.sub("", line).rstrip()
            self.starts.append(at)
            parts.append(line)
            at += len(line) + 1
        self.flat = " ".join(parts)

    def line(self, at):
        return bisect.bisect_right(self.starts, at)


def headings(source):
    """Section numbers of the document, each once."""
    numbers = HEADING.findall(CODE.sub("", source))
    twice = {number for number in numbers if numbers.count(number) > 1}
    if twice:
        raise SystemExit(f"citations: {DOCUMENT} has two sections {', '.join(sorted(twice))}")
    return set(numbers)


def split(numbers):
    return re.findall(r"\d[\d.]*[a-z]?", numbers)


def citations(path, source, sections):
    """How many citations hold, and one line for each thing that is wrong."""
    text, good, bad = Text(source), 0, []
    say = lambda at, what: bad.append(f"{path}:{text.line(at)}: {what}")
    for found in CITATION.finditer(text.flat):
        for number in split(found.group(1)):
            if number in sections:
                good += 1
            else:
                say(found.start(), f"{DOCUMENT} has no section {number}")
    for pattern, what in OLD + ([] if path.endswith(".md") else OLD_IN_CODE):
        for found in pattern.finditer(text.flat):
            say(found.start(), f"{what} ({found.group()!r}): write {DOCUMENT!r} and the number")
    for found in SECTION.finditer(text.flat):
        if STANDARD.search(text.flat[max(0, found.start() - 60) : found.start()]):
            continue
        if path != DOCUMENT:
            say(found.start(), f"{found.group()!r} of which document? write {DOCUMENT!r} and the number, or name the standard")
        elif found.group(1) not in sections:
            say(found.start(), f"there is no section {found.group(1)}")
    if path == DOCUMENT:
        for found in INSIDE.finditer(text.flat):
            for number in split(found.group(1)):
                if "." in number and number not in sections:
                    say(found.start(), f"there is no section {number}")
    return good, bad


def anchors(source):
    """The fragments that headings of a Markdown file have on a forge."""
    seen, out = {}, set()
    for title in re.findall(r"^#+ (.+?)\s*#*$", re.sub(r"^```.*?^```", "", source, flags=re.M | re.S), re.M):
        title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).lower()
        slug = re.sub(r"[^\w\- ]", "", title).replace(" ", "-")
        out.add(f"{slug}-{seen[slug]}" if slug in seen else slug)
        seen[slug] = seen.get(slug, 0) + 1
    return out


def links(path, source, tracked, read):
    """How many relative links of a Markdown file hold, and one line for each that does not."""
    good, bad = 0, []
    plain = CODE.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), source)
    for found in LINK.finditer(plain):
        target = next(group for group in found.groups() if group)
        if re.match(r"[a-z][a-z0-9+.-]*:|//", target):
            continue
        name, _, fragment = target.partition("#")
        to = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
        line = plain.count("\n", 0, found.start()) + 1
        if to not in tracked:
            bad.append(f"{path}:{line}: the link {target} leads to nothing in the tree")
        elif fragment and to.endswith(".md") and fragment not in anchors(read(to)):
            bad.append(f"{path}:{line}: {to} has no heading #{fragment}")
        else:
            good += 1
    if path == DOCUMENT:
        for found in PATH.finditer(source):
            if found.group(1).split("/")[0] in tracked and found.group(1).rstrip("/") not in tracked:
                line = source.count("\n", 0, found.start()) + 1
                bad.append(f"{path}:{line}: {found.group(1)} is not in the tree")
    return good, bad


def self_test():
    sections = headings("# T\n## 0. One\n### 5.2 Two\n### 5.2a Three\n```\n## 9. Not\n```\n")
    assert sections == {"0", "5.2", "5.2a"}, sections
    check = lambda source, path="a.rs": citations(path, source, sections)
    good = [
        ("/// x (docs/cryptography.md 5.2).", 1),
        ("//! docs/cryptography.md 0, 5.2 and 5.2a, i = 4", 3),
        ("// see docs/cryptography.md\n\t/// 5.2: y", 1),
        ("/// RFC 9180, section 7.1.3; (RFC 9496,\n/// section 4.3.4)", 0),
        ("/// read docs/cryptography.md first; the designer of 5 things", 0),
    ]
    for source, count in good:
        assert check(source) == (count, []), (source, check(source))
    bad = [
        "/// (design 5.2)", "/// the design's section 5.2a", "// Design section 5.2", "/// cryptography.md 5.2", "/// Section 5.2a: x",
        "/// docs/cryptography.md section 5.2", "/// docs/cryptography.md 7", "/// `docs/cryptography.md` 5.2", "/// § 5.2",
        "/// vectors of the design", "/// hedged (5.2a, i = 8)",
        "/// design\n/// sections 5.2", "/// docs/cryptography.md 5.2b", "/// docs/cryptography.md 5.2 and 8",
    ]
    for source in bad:
        assert check(source)[1], source
    assert check("The design told (section 3).", "docs/a.md")[1]
    assert check("The first design told.", "docs/a.md") == (0, [])
    assert check("see (5.2, 5.2a) and section 0, RFC 5869", DOCUMENT) == (0, [])
    assert check("see (5.3)", DOCUMENT)[1] and check("see section 3", DOCUMENT)[1]
    tracked, read = {"docs/a.md", "docs", "b"}, lambda _: "# A b, c!\n"
    assert links("docs/c.md", "[x](a.md) [y](../b) [z](a.md#a-b-c) [w](https://x.y)", tracked, read) == (3, [])
    for source in ("[x](b.md)", "[x](a.md#none)", "![x](../none.png)", "[x]: ../none"):
        assert links("docs/c.md", source, tracked, read)[1], source
    assert links("docs/c.md", "`[x](none)`\n```\n[x](none)\n```\n", tracked, read) == (0, [])
    assert links(DOCUMENT, "`docs/none.rs` `docs/a.md`", tracked, read)[1]


def main():
    self_test()
    if sys.argv[1:] == ["--self-test"]:
        return 0
    files = subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=True, text=True).stdout.split("\0")
    files = [path for path in files if path]
    tracked = {folder for path in files for folder in (path, *parents(path))}

    def read(path):
        with open(path, encoding="utf-8") as file:
            return file.read()

    sections, found = headings(read(DOCUMENT)), []
    cited = linked = 0
    for path in files:
        if not path.endswith(READ) or path in SELF:
            continue
        source = read(path)
        good, bad = citations(path, source, sections)
        cited, found = cited + good, found + bad
        if path.endswith(".md"):
            good, bad = links(path, source, tracked, read)
            linked, found = linked + good, found + bad
    if found:
        print("\n".join(found))
        return 1
    # Nothing found is no proof: then it did not look at the right tree, or its patterns are broken.
    if not (cited and linked and sections):
        print(f"citations: {cited} citations, {linked} links, {len(sections)} sections: this cannot be", file=sys.stderr)
        return 2
    print(f"citations: {cited} citations of {len(sections)} sections and {linked} links between documents resolve")
    return 0


def parents(path):
    while "/" in path:
        path = posixpath.dirname(path)
        yield path


if __name__ == "__main__":
    sys.exit(main())
