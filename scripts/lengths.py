#!/usr/bin/env python3
"""Files and functions that are too long to be read in one go: `make lint` runs this.

A file has at most 500 lines; the pallet's dispatch.rs 900, which holds every call with its documentation, its benchmarking.rs 900 and its
events.rs 600: the macros take each whole. A Rust function has at most
60, from the line of its `fn` to its closing brace. Generated files are left out. Braces are counted on a copy of the source in
which strings, characters and comments are blank.

  lengths.py               checks every tracked file
  lengths.py --self-test   checks that the checker sees what it should
"""

import re
import subprocess
import sys

FILE, FUNCTION = 500, 60
LONGER = {
    "pallets/medical-records/src/benchmarking.rs": 900,
    "pallets/medical-records/src/dispatch.rs": 900,
    "pallets/medical-records/src/events.rs": 600,
}
GENERATED = {"pallets/committee-ceremonies/src/weights.rs", "pallets/medical-records/src/weights.rs"}
READ = (".rs", ".py", ".sh", ".mjs")

# Raw strings, strings, characters (not lifetimes), line comments, block comments.
BLANK = re.compile(
    r'r(#*)".*?"\1|"(?:\\.|[^"\\])*"|\'(?:\\[^\']+|[^\'\\])\'|//[^\n]*|/\*.*?\*/',
    re.S,
)
FN = re.compile(r"\bfn\s+(\w+)")


def blanked(source):
    """The source with spaces for whatever is no code; line breaks stay."""
    return BLANK.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), source)


def functions(source):
    """Name, first line and length of every function with a body."""
    code = blanked(source)
    for found in FN.finditer(code):
        depth, at, opened = 0, found.end(), None
        # The body is the first brace outside of brackets; a semicolon there says that there is none.
        brackets = 0
        while at < len(code):
            char = code[at]
            if opened is None:
                if char in "([":
                    brackets += 1
                elif char in ")]":
                    brackets -= 1
                elif char == ";" and brackets == 0:
                    break
                elif char == "{" and brackets == 0:
                    opened, depth = at, 1
            elif char == "{":
                depth += 1
            elif char == "}":
                depth -= 1
                if depth == 0:
                    first = code.count("\n", 0, found.start()) + 1
                    yield found.group(1), first, code.count("\n", found.start(), at) + 1
                    break
            at += 1


def too_long(path, source):
    """One line for each thing in this file that is too long."""
    lines = source.count("\n")
    allowed = LONGER.get(path, FILE)
    if lines > allowed:
        yield f"{path}: {lines} lines, at most {allowed}"
    if path.endswith(".rs"):
        for name, line, length in functions(source):
            if length > FUNCTION:
                yield f"{path}:{line}: function {name} has {length} lines, at most {FUNCTION}"


def self_test():
    body = "\n".join("    x();" for _ in range(FUNCTION))
    tricky = 'fn short() { let brace = "}"; let c = \'{\'; /* } */ let _: &\'static str = r#"{"#; }\n'
    assert list(functions(tricky)) == [("short", 1, 1)], list(functions(tricky))
    assert list(functions("trait T { fn none(&self) -> [u8; 3]; }")) == []
    long = f"fn long() {{\n{body}\n}}\n"
    assert [length for _, _, length in functions(long)] == [FUNCTION + 2]
    assert list(too_long("a.rs", long)) != []
    assert list(too_long("a.rs", "\n" * FILE)) == []
    assert list(too_long("a.py", "\n" * (FILE + 1))) != []


def main():
    self_test()
    if sys.argv[1:] == ["--self-test"]:
        return 0
    files = subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=True, text=True).stdout.split("\0")
    read = [path for path in files if path.endswith(READ) and path not in GENERATED]
    if len(read) < 100:
        print("lengths: this does not look like the whole tree", file=sys.stderr)
        return 2
    found = []
    for path in read:
        with open(path, encoding="utf-8") as file:
            found += too_long(path, file.read())
    print("\n".join(found) if found else f"lengths: {len(read)} files, none too long")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
