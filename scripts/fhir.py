#!/usr/bin/env python3
"""Holds FHIR files against the JSON schema that HL7 published for R4: `make test` runs this on the frozen Bundle of the tests.

  fhir.py FILE…
"""

import json
import os
import pathlib
import sys

import jsonschema

CACHE = pathlib.Path(os.environ.get("MEDQUORUM_CACHE") or pathlib.Path.home() / ".cache/medquorum")


def main():
    schema = json.loads((CACHE / "inputs/fhir.schema.json").read_text(encoding="utf-8"))
    whole = jsonschema.Draft6Validator(schema)
    # The schema tries every kind of resource, and says only that none fits; this one says what is wrong with an AuditEvent.
    event = jsonschema.Draft6Validator({"$ref": "#/definitions/AuditEvent", "definitions": schema["definitions"]})
    broken = {"resourceType": "AuditEvent", "outcome": 0}
    assert list(event.iter_errors(broken)) and list(whole.iter_errors(broken)), "the schema refuses nothing"
    failures, count = [], 0
    for name in sys.argv[1:]:
        document = json.loads(pathlib.Path(name).read_text(encoding="utf-8"))
        for entry in document.get("entry", []):
            count += 1
            resource = entry["resource"]
            failures += [f"{name}: {resource['id']}: {error.json_path}: {error.message[:200]}" for error in event.iter_errors(resource)]
        if document.get("resourceType") != "Bundle" or list(whole.iter_errors(document)):
            failures.append(f"{name}: not a Bundle by the schema of R4")
    print("\n".join(failures) if failures else f"fhir: {count} AuditEvents in {len(sys.argv) - 1} files keep the schema of R4")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
