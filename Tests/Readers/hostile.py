#!/usr/bin/env python3
"""Copies a stored run, and replaces every text that can come from an endpoint with hostile text.

  hostile.py RUN NEW
"""

import json
import shutil
import sys
from pathlib import Path

EVIL = (
    "]]></failure><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;&#0;"
    "\x00\x01\x08\x0b\x1b[31mred\x1b[0m\x7f\u0085\u2028\u202e\ufffe\U0001f600 ::error::x %0A @everyone "
    "[a](javascript:alert(3)) ![b](https://evil.invalid/x.png) | `x` ``` \r\n::warning::y\r\n# ok 1\n<!--"
)


def main():
    run, new = map(Path, sys.argv[1:3])
    shutil.copytree(run, new)
    record = json.loads((new / "run.json").read_text())
    long = EVIL + "x" * 10_000_000
    record["target"]["model"] = EVIL
    record["target"]["fingerprints"] = [EVIL, long]
    first = True
    for result in record["results"]:
        for finding in result["findings"]:
            finding.update(message=EVIL, at=EVIL, saw=long if first else EVIL, breaks=[EVIL], remedy=[EVIL], seen=[EVIL])
            first = False
        if "reason" in result:
            result["reason"] = EVIL
    seen = [{"value": EVIL, "times": 1, "seen": [EVIL]}, {"value": long, "times": 2, "seen": [long]}]
    record["identity"]["traits"].append({"name": EVIL, "values": seen, "means": EVIL})
    record["pin"] = {"file": EVIL, "written": EVIL, "effect": "fail", "remarks": [EVIL], "drifts": []}
    for change in ("changed", "vanished", "split-brain", "unexpected", "newly-fails", "slower"):
        drift = {"subject": EVIL, "change": change, "was": [EVIL], "now": seen, "counts": True, "means": EVIL}
        record["pin"]["drifts"].append(drift)
    record["known"] = [{"place": EVIL, "subject": EVIL, "reason": EVIL, "state": "stale"}]
    (new / "run.json").write_text(json.dumps(record))
    for path in (new / "transcripts").rglob("*.json"):
        transcript = json.loads(path.read_text())
        response = transcript["response"]
        response["headers"].append({"name": EVIL, "value": EVIL})
        response["text"] = EVIL if response["text"] else None
        for event in response["events"] or []:
            event["data"] = event["name"] = EVIL
        transcript["request"]["headers"].append({"name": EVIL, "value": EVIL})
        transcript["request"]["text"] = EVIL
        transcript["ending_detail"] = EVIL
        path.write_text(json.dumps(transcript))


main()
