#!/usr/bin/env python3
"""Holds a run record against the reviewed list of what is true of that endpoint.

What the list says must be found, no more and no less, and be explained with the remedy that it
names, where it names one. What varies, and what the list says of the model, may be found:
arithmetic differs a little between processors, and a weak model with it.

  compare.py RECORD LIST            compare
  compare.py --update RECORD LIST   write the list anew; what is new in it still wants its `why`
"""

import fnmatch
import json
import sys


def told(record):
    """Every (check, case, text) with a finding or without a verdict, and what was found.

    The text is the id of a finding's first remedy, or the reason why there is no verdict.
    """
    remedies = {check["id"]: check["remedy_ids"] for check in record["checks"]}
    for result in record["results"]:
        about = result["check"], result["case"]
        if result["verdict"] == "fail":
            for finding in result["findings"][:1]:
                remedy = (finding.get("remedy_ids") or remedies[result["check"]] or [""])[0]
                yield *about, remedy, f"{result['concerns']}: {finding['message']}"
        elif result["verdict"] == "inconclusive":
            yield *about, result["reason"], f"inconclusive: {result['reason']}"


def judged(record):
    """The cases that each check judged."""
    cases = {}
    for result in record["results"]:
        if result["verdict"] != "not-applicable":
            cases.setdefault(result["check"], set()).add(result["case"])
    return cases


def fits(case, pattern):
    """Whether a case fits a pattern, or, where that begins with `!`, does not fit the rest."""
    if pattern.startswith("!"):
        return not fits(case, pattern[1:])
    return fnmatch.fnmatchcase(str(case), pattern)


def matching(entry, cases):
    """The cases that an entry speaks of: those it names, and those judged that fit its patterns."""
    for pattern in entry["cases"]:
        if any(mark in str(pattern) for mark in "!*?"):
            yield from (case for case in cases if fits(case, pattern))
        else:
            yield pattern


def text_of(entry):
    """The first remedy that is due, or the reason why nothing is judged; null for any."""
    return entry.get("remedy", entry.get("unjudged"))


def compare(record, expected):
    """What differs, a line each."""
    cases = judged(record)
    due, texts = set(), {}
    for entry in expected["findings"]:
        if not entry.get("why"):
            yield f"no reason given: {entry['check']} in {', '.join(map(str, entry['cases']))}"
        pairs = {(entry["check"], case) for case in matching(entry, cases.get(entry["check"], ()))}
        if not pairs and not entry.get("varies"):
            yield f"no longer judged: {entry['check']} in {', '.join(map(str, entry['cases']))}"
        for pair in pairs:
            texts.setdefault(pair, []).append(text_of(entry))
            if not entry.get("varies"):
                due.add((*pair, text_of(entry)))
    skills = set(expected.get("model", {}).get("checks", ()))
    wrong, seen = {}, set()
    for check, case, text, message in told(record):
        pair = check, case
        seen.update({(*pair, text), (*pair, None)})
        # What the model lacks is no secret; that the four steps work with it is.
        if check in skills and not str(case).startswith("four-step/"):
            continue
        if pair not in texts:
            wrong[pair] = f"not reviewed: {check} in {case}: {message}"
        elif text not in texts[pair] and None not in texts[pair]:
            wrong[pair] = f"explained in another way: {check} in {case}: {text}"
    yield from (wrong[pair] for pair in sorted(wrong, key=str))
    for check, case, _ in sorted(due - seen, key=str):
        if (check, case) not in wrong:
            yield f"no longer found: {check} in {case}"
    outcomes = expected["outcome"]
    if record["outcome"] not in ([outcomes] if isinstance(outcomes, str) else outcomes):
        yield f"the outcome is {record['outcome']}, not {outcomes}"


def patterns(found, cases):
    """The shortest way to write the cases of a finding."""
    for pattern in ("*", "*.stream", "!*.stream"):
        fitting = {case for case in cases if fits(case, pattern)}
        if len(fitting) > 3 and fitting == found:
            return [pattern]
    return sorted(found, key=str)


def update(record, expected):
    """The list as the record has it; reasons stay where check and remedy, or check and case, do."""
    groups = {}
    for check, case, text, message in told(record):
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
        names = patterns(found, judged(record)[check])
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
    found = {(check, case) for check, case, _, _ in told(record)}
    print(
        f"{'no' if differences else 'ok'}: {record['target']['model']}, {record['requests']} requests, "
        f"{len(found)} findings, {record['elapsed_ms'] / 1000:.1f} s"
    )
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
