#!/usr/bin/env python3
"""Doc comments that only repeat the name below them: `make lint` runs this.

A doc comment of one line is refused if each of its words is a word of the name it stands over ("Its hash." over `hash`), or one of the small
words of English. Endings do not count: "Stops it." repeats `stop`. It must say what the name cannot: which one, in which unit,
who writes it, when it is set, what it is compared with, or why it is there. A private item needs no comment.

What clap prints as help is left out: there the comment is read without the name.

  comments.py               checks every tracked Rust file but the generated ones
  comments.py --self-test   checks that the checker sees what it should
"""

import re
import subprocess
import sys

GENERATED = ("pallets/committee-ceremonies/src/weights.rs", "pallets/medical-records/src/weights.rs")

SMALL = set(
    "a an and are as at be been by for from he her his in into is it its no not of on one or our ours own she that the "
    "their them these they this those to was were which with".split()
)
DOC = re.compile(r"\t*/// ?(.*)$")
NAMED = re.compile(
    r"(?:pub(?:\([^)]*\))? )?(?:(?:async|const|default|unsafe|extern(?: \"\w+\")?) )*"
    r"(?:(?:fn|const|static|struct|enum|union|trait|type|mod|macro_rules!) (?:mut )?)?(?:r#)?(\w+)"
)
WORD = re.compile(r"[a-z]+|[0-9]+")
POSSESSIVE = re.compile(r"'s?(?![a-z])")
PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
HELP = re.compile(r"\bderive\([^)]*\b(?:Args|Parser|Subcommand|ValueEnum)\b")
TYPE = re.compile(r"(?:pub(?:\([^)]*\))? )?(?:struct|enum) \w+.*\{$")


def stem(word):
    """The word without its ending: stops, stopped and stopping are one."""
    word = re.sub(r"ies$", "y", word)
    word = re.sub(r"(?<=..)(?:ing|ed|es|s)$", "", word)
    return re.sub(r"e$|(?<=([^aeiou]))\1$", "", word)


def repeats(comment, name):
    """Whether the comment says no more than the name."""
    said = {stem(word) for word in WORD.findall(POSSESSIVE.sub("", comment.lower())) if word not in SMALL}
    return bool(said) and said <= {stem(part.lower()) for part in PART.findall(name)}


def item_after(lines, at):
    """What the comment that ends before this line stands over, and the attributes between, as one text each."""
    attributes = ""
    while at < len(lines) and lines[at].lstrip().startswith("#["):
        # An attribute ends with the line on which its brackets are closed, strings left out of account.
        depth = 0
        while at < len(lines):
            line = re.sub(r'"(?:\\.|[^"\\])*"', '""', lines[at])
            attributes += line.strip()
            depth += line.count("[") - line.count("]")
            at += 1
            if depth <= 0:
                break
    return (lines[at].strip() if at < len(lines) else ""), attributes


def repeating(source):
    """Line, comment and name for each doc comment of this file that only repeats the name."""
    lines = source.split("\n")
    help_until = None
    for at, line in enumerate(lines):
        if help_until is not None:
            help_until = None if line == help_until else help_until
            continue
        indent = line[: len(line) - len(line.lstrip("\t"))]
        item, attributes = item_after(lines, at) if line.startswith(f"{indent}#[") else (line.strip(), "")
        if HELP.search(attributes) and TYPE.match(item):
            help_until = indent + "}"
            continue
        found = DOC.match(line)
        before, after = (lines[at - 1] if at else ""), (lines[at + 1] if at + 1 < len(lines) else "")
        if not found or DOC.match(before) or DOC.match(after):
            continue
        item, attributes = item_after(lines, at + 1)
        named = NAMED.match(item)
        if named and repeats(found.group(1), named.group(1)):
            yield at + 1, found.group(1), named.group(1)


def self_test():
    def names(source):
        return [name for _, _, name in repeating(source)]

    for refused in (
        "/// Its hash.\npub hash: Bytes32,",
        "\t/// Stops it.\n\tpub async fn stop() {}",
        "/// The facilities.\n#[serde(\n\tdefault, with = \"a]b\"\n)]\npub(super) facility: AccountId,",
        "/// Not pinned.\nNotPinned,",
        "/// All of them.\npub const ALL: u8",
        "/// `X_j`\nx_j: H256,",
        "/// The file's name.\npub const FILE_NAME: &str",
    ):
        assert len(names(refused)) == 1, refused
    for fine in (
        "/// Its hash, of the header.\npub hash: Bytes32,",
        "/// The record that it asks for.\npub record: RecordId,",
        "/// All users.\nfn users();",
        "/// Its hash:\n/// of the header.\npub hash: Bytes32,",
        "#[derive(Debug, Args)]\npub struct Look {\n\t/// The record\n\trecord: IdArg,\n}",
        "/// Names.\n// a remark\nfn names() {}",
    ):
        assert names(fine) == [], fine
    after_help = "#[derive(Args)]\nstruct Look {\n\t/// The record\n\trecord: Id,\n}\n\n/// The record.\nstruct Record;"
    assert names(after_help) == ["Record"]


def main():
    self_test()
    if sys.argv[1:] == ["--self-test"]:
        return 0
    listed = subprocess.run(["git", "ls-files", "-z", "*.rs"], capture_output=True, check=True, text=True).stdout
    files = [path for path in listed.split("\0") if path and path not in GENERATED]
    if len(files) < 100:
        print("comments: this does not look like the whole tree", file=sys.stderr)
        return 2
    found = []
    for path in files:
        with open(path, encoding="utf-8") as file:
            found += [f"{path}:{line}: \"{said}\" only repeats {name}" for line, said, name in repeating(file.read())]
    print("\n".join(found) if found else f"comments: {len(files)} files, none repeats a name")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
