#!/usr/bin/env python3
"""Compares a run record with the reviewed list of expected findings for that endpoint.

The findings must be exactly those of the list. If an entry has a remedy, it must be the first one
of the finding. Findings that vary, and findings of the checks listed for the model, are optional,
because arithmetic differs slightly between processors, and this changes what a weak model writes.

  compare.py RECORD LIST            compare
  compare.py --update RECORD LIST   update the list; new entries still need a `why`
"""

import fnmatch
import json
import sys


def observed(record):
    """Every (check, case, text, message) for a finding or an inconclusive verdict.

    The text is the id of the finding's first remedy, or the reason why there is no verdict.
    """
    remedies = {check["id"]: check["remedy_ids"] for check in record["checks"]}
    for result in record["results"]:
        pair = result["check"], result["case"]
        if result["verdict"] == "fail":
            for finding in result["findings"][:1]:
                remedy = (finding.get("remedy_ids") or remedies[result["check"]] or [""])[0]
                yield *pair, remedy, f"{result['concerns']}: {finding['message']}"
        elif result["verdict"] == "inconclusive":
            yield *pair, result["reason"], f"inconclusive: {result['reason']}"


def applicable(record):
    """The cases to which each check applies."""
    cases = {}
    for result in record["results"]:
        if result["verdict"] != "not-applicable":
            cases.setdefault(result["check"], set()).add(result["case"])
    return cases


def matches(case, pattern):
    """Whether a case matches a pattern. A pattern that begins with `!` is negated."""
    if pattern.startswith("!"):
        return not matches(case, pattern[1:])
    return fnmatch.fnmatchcase(str(case), pattern)


def matching(entry, cases):
    """The cases of an entry: the names in it, and the given cases that match its patterns."""
    for pattern in entry["cases"]:
        if any(mark in str(pattern) for mark in "!*?"):
            yield from (case for case in cases if matches(case, pattern))
        else:
            yield pattern


def text_of(entry):
    """The expected first remedy, or the reason why there is no verdict; None accepts any."""
    return entry.get("remedy", entry.get("unjudged"))


def compare(record, expected):
    """The differences, one line each."""
    cases = applicable(record)
    required, texts = set(), {}
    for entry in expected["findings"]:
        if not entry.get("why"):
            yield f"no `why`: {entry['check']} in {', '.join(map(str, entry['cases']))}"
        pairs = {(entry["check"], case) for case in matching(entry, cases.get(entry["check"], ()))}
        if not pairs and not entry.get("varies"):
            yield f"no longer applicable: {entry['check']} in {', '.join(map(str, entry['cases']))}"
        for pair in pairs:
            texts.setdefault(pair, []).append(text_of(entry))
            if not entry.get("varies"):
                required.add((*pair, text_of(entry)))
    skills = set(expected.get("model", {}).get("checks", ()))
    wrong, seen = {}, set()
    for check, case, text, message in observed(record):
        pair = check, case
        seen.update({(*pair, text), (*pair, None)})
        # Model errors are expected, except in the four steps, which must work with this model.
        if check in skills and not str(case).startswith("four-step/"):
            continue
        if pair not in texts:
            wrong[pair] = f"not reviewed: {check} in {case}: {message}"
        elif text not in texts[pair] and None not in texts[pair]:
            wrong[pair] = f"different remedy or reason: {check} in {case}: {text}"
    yield from (wrong[pair] for pair in sorted(wrong, key=str))
    for check, case, _ in sorted(required - seen, key=str):
        if (check, case) not in wrong:
            yield f"no longer found: {check} in {case}"
    outcomes = expected["outcome"]
    if record["outcome"] not in ([outcomes] if isinstance(outcomes, str) else outcomes):
        yield f"the outcome is {record['outcome']}, not {outcomes}"


def patterns(found, cases):
    """The cases of a finding as one pattern if possible, otherwise as their names."""
    for pattern in ("*", "*.stream", "!*.stream"):
        matched = {case for case in cases if matches(case, pattern)}
        if len(matched) > 3 and matched == found:
            return [pattern]
    return sorted(found, key=str)


def update(record, expected):
    """The list with the findings of the record.

    A `why` is kept if an old entry has the same check and remedy, or the same check and case.
    """
    groups = {}
    for check, case, text, message in observed(record):
        key = "unjudged" if message.startswith("inconclusive: ") else "remedy"
        groups.setdefault((check, key, text), set()).add(case)
    entries = [entry for entry in expected["findings"] if entry.get("varies")]
    varying = {(entry["check"], text_of(entry)) for entry in entries}
    for (check, key, text), found in sorted(groups.items(), key=str):
        if (check, text) in varying or (check, None) in varying:
            continue
        old = [entry for entry in expected["findings"] if entry["check"] == check]
        reasons = [entry["why"] for entry in old if text_of(entry) == text] + [
            entry["why"] for entry in old if found & set(matching(entry, found))
        ]
        names = patterns(found, applicable(record)[check])
        entries.append(
            {"check": check, "cases": names, key: text, "why": (reasons or [""])[0]}
        )
    return {**expected, "outcome": expected.get("outcome") or record["outcome"], "findings": entries}


def main():
    *options, record_path, list_path = sys.argv[1:]
    with open(record_path, encoding="utf-8") as file:
        record = json.load(file)
    with open(list_path, encoding="utf-8") as file:
        expected = json.load(file)
    if "--update" in options:
        with open(list_path, "w", encoding="utf-8") as file:
            json.dump(update(record, expected), file, indent=2, ensure_ascii=False)
            file.write("\n")
        return 0
    differences = list(compare(record, expected))
    for difference in differences:
        print(difference)
    found = {(check, case) for check, case, _, _ in observed(record)}
    print(
        f"{'no' if differences else 'ok'}: {record['target']['model']}, {record['requests']} requests, "
        f"{len(found)} findings, {record['elapsed_ms'] / 1000:.1f} s"
    )
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
