#!/usr/bin/env python3
"""Copies a stored run, and repeats its results until there are at least ten thousand.

  large.py RUN NEW
"""

import json
import shutil
import sys
from pathlib import Path


def main():
    run, new = map(Path, sys.argv[1:3])
    shutil.copytree(run, new)
    record = json.loads((new / "run.json").read_text())
    original = record["results"]
    record["results"] = [
        {**result, "trial": trial} for trial in range(1, 10_000 // len(original) + 2) for result in original
    ]
    words = [result["verdict"] for result in record["results"]]
    record["summary"] = {word.replace("-", "_"): words.count(word) for word in set(words)}
    (new / "run.json").write_text(json.dumps(record))


main()
