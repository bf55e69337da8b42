#!/usr/bin/env python3
"""Holds FHIR resources against the JSON schema that HL7 published for R4: `make test` runs this on the frozen Bundle of the tests, on the
seeds of Consents, and on the Consent in the documentation.

  fhir.py FILE…    a Bundle of AuditEvents, a Consent, or a page of Markdown with resources in JSON
"""

import json
import os
import pathlib
import re
import sys

import jsonschema

CACHE = pathlib.Path(os.environ.get("MEDQUORUM_CACHE") or pathlib.Path.home() / ".cache/medquorum")
# One resource for each kind that the schema must refuse: a check that refuses nothing is no check.
BROKEN = {
    "AuditEvent": {"resourceType": "AuditEvent", "outcome": 0},
    "Consent": {"resourceType": "Consent", "status": "active", "provision": []},
}


def resources(path):
    """The documents in a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        blocks = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.S))
        return [block for block in blocks if "resourceType" in block]
    return [json.loads(text)]


def main():
    schema = json.loads((CACHE / "inputs/fhir.schema.json").read_text(encoding="utf-8"))
    whole = jsonschema.Draft6Validator(schema)
    # The schema tries every kind of resource, and says only that none fits; these say what is wrong with one of a kind.
    kinds = {
        kind: jsonschema.Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": schema["definitions"]}) for kind in BROKEN
    }
    for kind, broken in BROKEN.items():
        assert list(kinds[kind].iter_errors(broken)) and list(whole.iter_errors(broken)), f"the schema refuses no {kind}"
    failures, counts = [], dict.fromkeys(BROKEN, 0)
    for name in map(pathlib.Path, sys.argv[1:]):
        found = resources(name)
        if not found:
            failures.append(f"{name}: no resource")
        for document in found:
            is_bundle = document.get("resourceType") == "Bundle"
            for resource in [entry["resource"] for entry in document["entry"]] if is_bundle else [document]:
                kind = resource.get("resourceType")
                if kind not in kinds:
                    failures.append(f"{name}: {kind} is not looked at")
                    continue
                counts[kind] += 1
                errors = kinds[kind].iter_errors(resource)
                failures += [f"{name}: {resource.get('id', kind)}: {error.json_path}: {error.message[:200]}" for error in errors]
            if list(whole.iter_errors(document)):
                failures.append(f"{name}: not a resource by the schema of R4")
    told = ", ".join(f"{count} of {kind}" for kind, count in counts.items())
    print("\n".join(failures) if failures else f"fhir: {told} in {len(sys.argv) - 1} files keep the schema of R4")
    return 1 if failures or not any(counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
