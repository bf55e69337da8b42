#!/usr/bin/env python3
"""Draws who imports whom, and fails where it goes in a circle or upward: `make lint` runs this.

Between crates it reads the dependencies in each Cargo.toml, normal and build ones, and compares them with ALLOWED.

Inside a crate it reads files. An arrow goes from a file to the one that defines what it names:
  - paths are those of `use` declarations and those in code that begin with `crate::`, `super::` or `self::`;
  - each path is followed through modules and re-exports (`pub use`) to the file with the definition;
  - `mod` and `pub use` are no arrows: a file may declare its parts and show what is in them, unless it also uses it;
  - `use super::*` is an arrow to the parent;
  - tests are left out: `#[cfg(test)]` modules, files named tests.rs, folders named tests;
  - arrows out of the lib.rs of a pallet or a runtime are left out: FRAME's macros want calls, storage and events, or all pallets,
    in one module, which the other files extend.
Methods called on a value are not seen, and need not be: their type was imported.

  layers.py               checks, and draws the crates by floor
  layers.py --files NAME  lists the arrows between the files of one crate
"""

import pathlib
import re
import sys
import tempfile
import tomllib

ALLOWED = {
    "threshold-decryption": set(),
    "pallet-medical-records": {"threshold-decryption"},
    "pallet-committee-ceremonies": {"pallet-medical-records", "threshold-decryption"},
    "medquorum-runtime": {"pallet-committee-ceremonies", "pallet-medical-records", "threshold-decryption"},
    "medquorum-node": {"medquorum-runtime"},
    "medquorum-envelope": set(),
    "medquorum-core": {"medquorum-envelope", "threshold-decryption"},
    "medquorum-catalogue": {"medquorum-core", "medquorum-envelope"},
    "medquorum-audit": {"medquorum-core"},
    "medquorum-manifest": {"medquorum-catalogue", "medquorum-core"},
    "medquorum-files": {"medquorum-core"},
    "medquorum-store": {"medquorum-core", "medquorum-envelope", "medquorum-files"},
    "medquorum-chain": {"medquorum-audit", "medquorum-core"},
    "medquorum-notify": {"medquorum-core"},
    "medquorum-client": {
        "medquorum-audit", "medquorum-catalogue", "medquorum-chain", "medquorum-core", "medquorum-envelope", "medquorum-files",
        "medquorum-manifest", "medquorum-notify", "medquorum-store", "threshold-decryption",
    },
    "medquorum-session": {"medquorum-client", "medquorum-envelope"},
    "medquorum-portal": {"medquorum-client", "medquorum-session"},
    "medquorum-cli": {"medquorum-client", "medquorum-envelope", "medquorum-portal", "medquorum-session"},
    "medquorum-fuzz": {"medquorum-catalogue", "medquorum-client", "medquorum-envelope", "threshold-decryption"},
    # For keystores whose passphrase is cheap to try.
    "medquorum-e2e": {"medquorum-client"},
    "medquorum-network": {"medquorum-e2e"},
    "medquorum-load": {
        "medquorum-client", "medquorum-core", "medquorum-envelope", "medquorum-runtime", "pallet-medical-records", "threshold-decryption",
    },
    "medquorum-story": set(),
    "medquorum-try-runtime": {"medquorum-runtime"},
    "medquorum-weights": set(),
}
# Only these may name what stands for the outside.
ONLY = {"subxt": {"medquorum-chain"}, "ipfs-api-backend-hyper": {"medquorum-store"}, "hyper": {"medquorum-notify"}, "clap": {"medquorum-cli", "medquorum-load", "medquorum-try-runtime", "medquorum-weights"}, "axum": {"medquorum-portal"}}

ITEM = re.compile(
    r"^\s*(?:pub(?:\([^)]*\))?\s+)?(?:const\s+|async\s+|unsafe\s+)*(?:fn|struct|enum|trait|type|const|static|union)\s+(\w+)", re.M
)
MACRO = re.compile(r"macro_rules!\s+(\w+)")
BLANK = re.compile(r'r(#*)".*?"\1|"(?:\\.|[^"\\])*"|\'(?:\\[^\']+|[^\'\\])\'|//[^\n]*|/\*.*?\*/', re.S)
USE = re.compile(r"^[ \t]*(pub(?:\([^)]*\))?[ \t]+)?use\s+([^;]+);", re.M)
PATH = re.compile(r"\b(?:crate|super|self)(?:::\w+)+")


def without_tests(code):
    """The source without inline modules that only tests compile."""
    while True:
        found = re.search(r"#\[cfg\(test\)\]\s*(?:#\[[^\]]*\]\s*)*(?:pub\s+)?mod\s+\w+\s*\{", code)
        if not found:
            return code
        depth, at = 1, found.end()
        while depth and at < len(code):
            depth += {"{": 1, "}": -1}.get(code[at], 0)
            at += 1
        code = code[: found.start()] + code[at:]


def leaves(tree):
    """The single paths of a use declaration, as lists of names; the last may be `*`."""
    tree = tree.strip()
    brace = tree.find("{")
    if brace < 0:
        yield [part.strip() for part in re.sub(r"\s+as\s+\w+", "", tree).split("::") if part.strip()]
        return
    front = [part.strip() for part in tree[:brace].split("::") if part.strip()]
    depth, start = 0, brace + 1
    for at in range(brace, len(tree)):
        depth += {"{": 1, "}": -1}.get(tree[at], 0)
        if (tree[at] == "," and depth == 1) or depth == 0:
            if tree[start:at].strip():
                for rest in leaves(tree[start:at]):
                    yield front + ([] if rest == ["self"] else rest)
            start = at + 1
            if depth == 0:
                return


class Crate:
    """The files of one crate, by module path."""

    def __init__(self, folder, root):
        self.files, self.items, self.shown, self.uses, self.paths = {}, {}, {}, {}, {}
        self.macros = {}
        for file in sorted(folder.rglob("*.rs")):
            parts = list(file.relative_to(folder).with_suffix("").parts)
            if "tests" in parts or file.name == "tests.rs":
                continue
            module = tuple(parts if parts != [root] else [])
            module = module[:-1] if module and module[-1] == "mod" else module
            self.read(module, file)

    def read(self, module, file):
        source = file.read_text(encoding="utf-8")
        blanked = BLANK.sub(lambda found: " " * len(found.group()), source)
        exported = re.findall(r"#\[macro_export\]\s*macro_rules!\s+(\w+)", blanked)
        code = without_tests(blanked)
        self.files[module] = file
        self.items[module] = set(ITEM.findall(code)) | set(MACRO.findall(code))
        self.macros.update({name: module for name in exported})
        self.shown[module], self.uses[module] = [], []
        for public, tree in USE.findall(code):
            for path in leaves(tree):
                (self.shown if public else self.uses)[module].append(path)
        bare = re.sub(r"\bmod\s+\w+\s*;", "", USE.sub("", code))
        self.paths[module] = [path.split("::") for path in PATH.findall(bare)]
        # What is shown and also used here is imported all the same.
        words = set(re.findall(r"\w+", bare))
        self.uses[module] += [path for path in self.shown[module] if path[-1] in words]

    def begin(self, module, path):
        """The module that a path starts in, and the rest of the path; None when it leaves the crate."""
        at, rest = module, list(path)
        if rest[0] == "crate":
            return (), rest[1:]
        if rest[0] in ("self", "super"):
            while rest and rest[0] in ("self", "super"):
                at = at[:-1] if rest[0] == "super" else at
                rest = rest[1:]
            return at, rest
        # A child of this module, or something from outside.
        return (module, rest) if module + (rest[0],) in self.files else None

    def resolve(self, module, path, seen=()):
        """The module whose file defines what the path names."""
        begun = self.begin(module, path)
        if begun is None or (module, tuple(path)) in seen:
            return None
        seen = seen + ((module, tuple(path)),)
        at, rest = begun
        while rest and at + (rest[0],) in self.files:
            at, rest = at + (rest[0],), rest[1:]
        if at not in self.files:
            return None
        if not rest or rest[0] == "*" or rest[0] in self.items[at]:
            return at
        if at == () and rest[0] in self.macros:
            return self.macros[rest[0]]
        for shown in self.shown[at] + self.uses[at]:
            if shown[-1] == rest[0]:
                found = self.resolve(at, shown, seen)
                if found is not None:
                    return found
        for shown in self.shown[at]:
            if shown[-1] == "*":
                inside = self.resolve(at, shown[:-1], seen) if len(shown) > 1 else None
                if inside is not None:
                    found = self.resolve(inside, ["self", rest[0]], seen)
                    if found is not None and rest[0] in self.items[found]:
                        return found
        return at

    def arrows(self):
        arrows = {module: set() for module in self.files}
        for module in self.files:
            if re.search(r"#\[frame_support::(pallet|runtime)\]", self.files[module].read_text(encoding="utf-8")):
                continue
            for path in self.uses[module] + self.paths[module]:
                target = self.resolve(module, path)
                if target is not None and target != module:
                    arrows[module].add(target)
        return arrows


def circles(arrows):
    """Groups of more than one node that all reach each other (Tarjan)."""
    index, low, stack, on, found = {}, {}, [], set(), []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        on.add(node)
        for target in sorted(arrows[node]):
            if target not in index:
                visit(target)
                low[node] = min(low[node], low[target])
            elif target in on:
                low[node] = min(low[node], index[target])
        if low[node] == index[node]:
            group = []
            while True:
                other = stack.pop()
                on.discard(other)
                group.append(other)
                if other == node:
                    break
            if len(group) > 1:
                found.append(sorted(group))

    sys.setrecursionlimit(10_000)
    for node in sorted(arrows):
        if node not in index:
            visit(node)
    return found


def self_test():
    assert list(leaves("crate::{a::{self, B}, c::*, d as e}")) == [["crate", "a"], ["crate", "a", "B"], ["crate", "c", "*"], ["crate", "d"]]
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "a").mkdir()
        (root / "lib.rs").write_text("mod a;\nmod b;\npub use a::deep::Thing;\n")
        (root / "a.rs").write_text("pub mod deep;\nuse crate::b::other;\n")
        (root / "a" / "deep.rs").write_text("pub struct Thing;\n")
        (root / "b.rs").write_text("use crate::Thing;\npub fn other() {}\n")
        assert circles(Crate(root, "lib").arrows()) == []
        (root / "a" / "deep.rs").write_text("pub struct Thing;\nfn f() { crate::b::other() }\n")
        assert circles(Crate(root, "lib").arrows()) == [[("a", "deep"), ("b",)]]
        (root / "b.rs").write_text("pub fn other() {}\n#[cfg(test)]\nmod tests { use crate::Thing; }\n")
        assert circles(Crate(root, "lib").arrows()) == []


def members():
    workspace = tomllib.loads(pathlib.Path("Cargo.toml").read_text(encoding="utf-8"))["workspace"]["members"]
    for member in workspace:
        folder = pathlib.Path(member)
        manifest = tomllib.loads((folder / "Cargo.toml").read_text(encoding="utf-8"))
        yield manifest["package"]["name"], folder, manifest


def check_crates(crates):
    failures, names = [], {name for name, _, _ in crates}
    for name, _, manifest in crates:
        wanted = set(manifest.get("dependencies", {})) | set(manifest.get("build-dependencies", {}))
        if name not in ALLOWED:
            failures.append(f"{name} stands on no floor: say in ALLOWED what it may import")
            continue
        for other in sorted((wanted & names) - ALLOWED[name]):
            failures.append(f"{name} must not import {other}")
        for outside, owners in ONLY.items():
            if outside in wanted and name not in owners:
                failures.append(f"{name} must not name {outside}: that is for {', '.join(sorted(owners))}")
    return failures


def floors():
    """Crates by floor: each imports from lower ones only."""
    left, floor = dict(ALLOWED), []
    while left:
        ready = sorted(name for name, wanted in left.items() if not wanted & set(left))
        if not ready:
            return floor, sorted(left)
        floor.append(ready)
        for name in ready:
            del left[name]
    return floor, []


def main():
    self_test()
    crates = list(members())
    if sys.argv[1:2] == ["--files"]:
        folder = next(folder for name, folder, _ in crates if name == sys.argv[2])
        root = "lib" if (folder / "src/lib.rs").exists() else "main"
        for module, targets in sorted(Crate(folder / "src", root).arrows().items()):
            for target in sorted(targets):
                print("::".join(module) or root, "->", "::".join(target) or root)
        return 0
    failures = check_crates(crates)
    drawn, stuck = floors()
    if stuck:
        failures.append("the crates import in a circle: " + ", ".join(stuck))
    count = 0
    for name, folder, _ in crates:
        root = "lib" if (folder / "src/lib.rs").exists() else "main"
        crate = Crate(folder / "src", root)
        arrows = crate.arrows()
        count += sum(len(targets) for targets in arrows.values())
        for circle in circles(arrows):
            files = ", ".join(str(crate.files[module]) for module in circle)
            failures.append(f"{name}: these files import in a circle: {files}")
    if count < 100:
        failures.append(f"only {count} arrows were found: the reader does not understand the sources any more")
    for floor in reversed(drawn):
        print("  " + "   ".join(floor))
    print("\n".join(failures) if failures else f"layers: {len(crates)} crates, {count} arrows between files, no circle, none upward")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
