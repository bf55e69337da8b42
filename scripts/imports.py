#!/usr/bin/env python3
"""One style of imports: what is imported of one crate in one block stands in one `use`. `make lint` runs this.

rustfmt keeps either style and cannot choose on stable. `cargo +nightly fmt -- --config imports_granularity=Crate` writes this one.
An import under an attribute, and one that is visible to others, stands by itself.

  imports.py               checks every tracked file
  imports.py --self-test   checks that the checker sees what it should
"""

import re
import subprocess
import sys
from collections import Counter

USE = re.compile(r"^(\t*)((?:pub(?:\([^)]*\))? )?use (?:::)?(?:r#)?\w+)[^;]*;$", re.M)


def split(source):
    """Line and root of every import that a `use` of the same block could hold."""
    seen, end, indent = Counter(), None, None
    for found in USE.finditer(source):
        # Only imports that follow each other directly and stand equally deep are one block.
        if end is None or source[end : found.start()] != "\n" or found.group(1) != indent:
            seen.clear()
        before = source[: found.start()].rstrip("\n").rsplit("\n", 1)[-1].strip()
        end, indent = found.end(), found.group(1)
        if before.startswith("#["):
            continue
        root = found.group(2)
        seen[root] += 1
        if seen[root] > 1:
            yield source.count("\n", 0, found.start()) + 1, root


def self_test():
    assert [line for line, _ in split("use a::b;\nuse a::c;\n")] == [2]
    assert [line for line, _ in split("use a::{\n\tb,\n};\nuse d::e;\nuse a::c;\n")] == [5]
    for fine in ("use a::{b, c};\nuse d::e;\n", "use a::b;\n\nuse a::c;\n", "use a::b;\npub use a::c;\n"):
        assert list(split(fine)) == [], fine
    assert list(split("#[cfg(test)]\nuse a::b;\nuse a::c;\n")) == []


def main():
    self_test()
    if sys.argv[1:] == ["--self-test"]:
        return 0
    listed = subprocess.run(["git", "ls-files", "-z", "*.rs"], capture_output=True, check=True, text=True).stdout
    files = [path for path in listed.split("\0") if path]
    if len(files) < 100:
        print("imports: this does not look like the whole tree", file=sys.stderr)
        return 2
    found = []
    for path in files:
        with open(path, encoding="utf-8") as file:
            found += [f"{path}:{line}: a second `{root}` in its block" for line, root in split(file.read())]
    print("\n".join(found) if found else f"imports: {len(files)} files, one style")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
