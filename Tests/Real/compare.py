#!/usr/bin/env python3
"""Holds a run record against the reviewed list of what is true of that server.

What the list says of the server must be found, no more and no less. What it says of the model may
be found: arithmetic differs a little between processors, and a weak model with it.
"""

import json
import sys


def found(record):
    """Every (check, case) with a finding or without a verdict, with the first reason."""
    for result in record["results"]:
        if result["verdict"] == "fail":
            yield (result["check"], result["case"]), result["concerns"], result["findings"][0]["message"]
        elif result["verdict"] == "inconclusive":
            yield (result["check"], result["case"]), "inconclusive", result["reason"]


def main():
    record, expected = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
    due, allowed = set(), set()
    for entry in expected["findings"]:
        pairs = {(entry["check"], case) for case in entry["cases"]}
        (allowed if entry.get("varies") else due).update(pairs)
    skills = set(expected["model"]["checks"])
    wrong = {}
    seen = set()
    for pair, concerns, message in found(record):
        seen.add(pair)
        # What the model lacks is no secret; that the four steps work with it is.
        is_skill = pair[0] in skills and not str(pair[1]).startswith("four-step/")
        if pair not in due and pair not in allowed and not is_skill:
            wrong[pair] = f"{concerns}: {message}"
    for (check, case), message in sorted(wrong.items(), key=str):
        print(f"not reviewed: {check} in {case}: {message}")
    for check, case in sorted(due - seen, key=str):
        print(f"no longer found: {check} in {case}")
    outcome = record["outcome"]
    if outcome != expected["outcome"]:
        print(f"the outcome is {outcome}, not {expected['outcome']}")
    ok = not wrong and due <= seen and outcome == expected["outcome"]
    print(
        f"{'ok' if ok else 'no'}: {record['target']['model']}, {record['requests']} requests, "
        f"{len(seen)} findings, {record['elapsed_ms'] / 1000:.1f} s"
    )
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
