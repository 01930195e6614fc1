"""Validates every run record and transcript below a folder with the published schemas.

The published schemas allow further fields, for later releases. Here an unknown field is an error.
"""

import json
import pathlib
import sys

import jsonschema


def closed(schema):
    """The schema, changed so that it rejects properties that it does not define."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict):
        schema.setdefault("additionalProperties", False)
    return schema


def validator(schemas, name):
    schema = closed(json.loads((schemas / name).read_text()))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def main(schemas, reports):
    run = validator(schemas, "run.schema.json")
    transcript = validator(schemas, "transcript.schema.json")
    wrong = 0
    counts = [0, 0]
    for path in sorted(reports.glob("2*/**/*.json")):
        is_run = path.name == "run.json"
        counts[not is_run] += 1
        for error in (run if is_run else transcript).iter_errors(json.loads(path.read_text())):
            wrong += 1
            print(f"{path}: {error.json_path}: {error.message[:300]}")
    print(f"{counts[0]} run records and {counts[1]} transcripts, {wrong} errors")
    if wrong or not all(counts):
        sys.exit(1)


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
