#!/usr/bin/env python3
"""Reads the reports of a run with independent programs, and compares the results with the run record.

  readers.py RECORD FOLDER [--hostile]      (the folder contains junit.xml, ctrf.json, run.har, run.tap …)
"""

import json
import re
import subprocess
import sys
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
import jsonschema
import xmlschema
from haralyzer import HarParser
from junitparser import Error, Failure, JUnitXml, Skipped

HERE = Path(__file__).parent / "schemas"


ORDER = ["skipped", "passed", "advised", "known", "flaky", "undecided", "failed"]


def outcomes(record):
    """The expected outcome of each check, computed from the record only."""
    kinds = {case[key]: case["kind"] for case in record["cases"] for key in ("id", "module")}
    tried = {case["id"]: case["tried"] for case in record["cases"]}
    rates = {(rate["check"], rate["case"]): rate["verdict"] for rate in record["rates"]}
    judged = {
        (result["check"], result["case"], result["step"])
        for result in record["results"]
        if result["verdict"] in ("pass", "fail")
    }

    def word(result):
        counts = result["level"] == "must" and (
            result["concerns"] != "model" or kinds.get(result["case"], "protocol") == "protocol"
        )
        rate = rates.get((result["check"], result["case"])) if result["concerns"] == "model" else None
        if result["verdict"] == "pass":
            return "passed"
        if result["verdict"] == "not-applicable":
            return "skipped"
        if "known" in result:
            return "known"
        if result["verdict"] == "inconclusive":
            repeated = tried.get(result["case"], 1) > 1
            compensated = repeated and (result["check"], result["case"], result["step"]) in judged
            return "undecided" if counts and not compensated else "skipped"
        if rate in ("pass", "inconclusive"):
            return "undecided" if rate == "inconclusive" and counts else "flaky"
        return "failed" if counts else "advised"

    words = defaultdict(lambda: ["skipped"])
    for result in record["results"]:
        words[result["check"]] = words[result["check"]] + [word(result)]
    ended = record["ending"] == "complete"
    expected = {"endpoint/can-be-judged": "passed" if ended else "undecided"}
    pin = record.get("pin")
    if pin and pin["effect"] != "ignore" and "problem" not in record:
        drifted = any(drift["counts"] for drift in pin["drifts"])
        expected["endpoint/is-as-it-was"] = (
            "passed" if not drifted else "failed" if pin["effect"] == "fail" else "skipped"
        )
    if record.get("known"):
        stale = any(entry["state"] in ("stale", "expired") for entry in record["known"])
        expected["endpoint/known-failures-fail"] = "failed" if stale else "passed"
    for check in (check["id"] for check in record["checks"]):
        found = max(words[check], key=ORDER.index)
        if found == "undecided" and "problem" in record:
            found = "skipped"
        expected[check] = "skipped" if found == "advised" else found
    return expected


def junit(path, expected):
    for schema in ("junit-jenkins.xsd", "junit-ant.xsd"):
        xmlschema.XMLSchema(HERE / schema).validate(path)
    read = {}
    places = set()
    for suite in JUnitXml.fromfile(str(path)):
        cases = list(suite)
        for case in cases:
            kinds = [type(result) for result in case.result]
            assert len(kinds) <= 1, f"{case.name} has several results"
            words = {Failure: "failed", Error: "undecided", Skipped: "skipped"}
            read[case.name] = words[kinds[0]] if kinds else "passed"
            if kinds:
                assert case.result[0].message, f"{case.name} has no message"
            assert (case.classname, case.name) not in places, f"{case.name} is listed twice"
            places.add((case.classname, case.name))
        totals = (suite.tests, suite.failures, suite.errors, suite.skipped)
        words = [read[case.name] for case in cases]
        assert totals == (len(words), *map(words.count, ("failed", "undecided", "skipped"))), f"{suite.name}: {totals}"
    # JUnit has no status for known failures and flaky checks: they are reported as skipped.
    wanted = {name: "skipped" if word in ("known", "flaky") else word for name, word in expected.items()}
    assert read == wanted, {name: (read.get(name), word) for name, word in wanted.items() if read.get(name) != word}
    page = path.with_suffix(".html")
    subprocess.run([sys.executable, "-m", "junit2htmlreport", path, page], check=True, stdout=subprocess.DEVNULL)
    text = page.read_text()
    assert all(name.split("/")[-1] in text for name in expected), "the page of junit2html lacks checks"


def ctrf(path, expected):
    report = json.loads(path.read_text())
    jsonschema.validate(report, json.loads((HERE / "ctrf.schema.json").read_text()))
    words = {"passed": "passed", "failed": "failed", "skipped": "skipped", "other": "undecided"}
    read = {test["name"]: words[test["status"]] for test in report["results"]["tests"]}
    other = {"known": "skipped", "flaky": "undecided"}
    assert read == {name: other.get(word, word) for name, word in expected.items()}, "the statuses in the CTRF report are wrong"
    flaky = {test["name"] for test in report["results"]["tests"] if test["flaky"]}
    assert flaky == {name for name, word in expected.items() if word == "flaky"}, "the flaky tests in the CTRF report are wrong"
    summary = report["results"]["summary"]
    for status in words:
        assert summary[status] == sum(test["status"] == status for test in report["results"]["tests"])


def har(path, record):
    entries = HarParser(json.loads(path.read_text())).har_data["entries"]
    names = {result["transcript"] for result in record["results"] if result["transcript"]}
    assert {entry["_transcript"] for entry in entries} == names, "the exchanges in the archive differ from those of the record"
    for entry in entries:
        spent = sum(part for part in entry["timings"].values() if part > 0) - max(0, entry["timings"]["ssl"])
        assert spent <= entry["time"] + 0.01, f"{entry['_transcript']} has phases that are longer than the exchange"
    assert any(entry["_events"] for entry in entries), "no stream has events"


def tap(path, expected):
    program = (
        'my $p = TAP::Parser->new({source => shift}); $p->run; print join("|", $p->parse_errors), "\\n",'
        ' scalar($p->passed), " ", scalar($p->failed), " ", scalar($p->skipped), "\\n"'
    )
    errors, counts = subprocess.run(
        ["perl", "-MTAP::Parser", "-e", program, path], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    words = list(expected.values())
    bad = words.count("failed") + words.count("undecided")
    skipped = words.count("skipped") + words.count("flaky")
    # TAP counts an expected failure that fails as passed.
    assert errors == "" and counts == f"{len(words) - bad} {bad} {skipped}", (errors, counts)


class Tags(HTMLParser):
    """The elements of a page, with the targets of its links."""

    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attributes):
        values = [value for name, value in attributes if name not in ("align", "lang", "class")]
        self.seen.add(" ".join([tag, *(re.sub(r"(https://github.com/)[\w.-]+/[\w.-]+/issues/\d+$", r"\1", value) for value in values)]))


def inert(folder):
    """No text of the endpoint has an effect on a terminal, a page, or GitHub."""
    for path in folder.iterdir():
        text = path.read_bytes().decode()
        # A program that shows a text from a JSON file is itself responsible for its direction.
        active = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f" + ("]" if path.suffix in (".json", ".har") else "\u202e]")
        assert not re.search(active, text), f"{path.name} contains {re.search(active, text)[0]!r}"
        assert len(text) < 4_000_000, f"{path.name} is too long"
    page = Tags()
    page.feed(cmarkgfm.github_flavored_markdown_to_html((folder / "run.md").read_text()))
    unexpected = page.seen - {"h2", "h3", "p", "br", "ul", "ol", "li", "strong", "code", "pre", "table", "thead", "tbody"}
    unexpected -= {"tr", "th", "td", "details", "summary", "a https://github.com/"}
    assert not unexpected, f"the rendered Markdown contains {unexpected}"
    for line in (folder / "annotations.txt").read_text().splitlines():
        assert re.match(r"::(error|warning|notice) title=[^:]*::", line), line[:200]


def main():
    record = json.loads(Path(sys.argv[1]).read_text())
    folder = Path(sys.argv[2])
    expected = outcomes(record)
    junit(folder / "junit.xml", expected)
    ctrf(folder / "ctrf.json", expected)
    har(folder / "run.har", record)
    tap(folder / "run.tap", expected)
    if "--hostile" in sys.argv:
        inert(folder)
    print(f"the readers confirm {len(expected)} checks of {record['target']['endpoint']}, {record['outcome']}")


main()
