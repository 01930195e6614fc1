#!/usr/bin/env python3
"""Counts the instructions of fixed inputs with callgrind, and compares them with instructions.json.

instructions.py CONFORMANCE [--write]

CONFORMANCE must be linked statically with the library of Swift, because valgrind 3.19 cannot run
the dynamic one. A count that has grown by more than 10 % is a failure. Fewer instructions are not:
run with --write to make the new counts the limit.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LIMITS = HERE / "instructions.json"
GROWTH = 1.10

COMMANDS = {
    "judge the example": ["judge", "reports/example", "--quiet"],
    "list": ["list"],
    "report as HTML": ["report", "reports/example", "--html", "/dev/null", "--quiet"],
}


def valgrind(out):
    return ["/usr/bin/valgrind", "--tool=callgrind", f"--callgrind-out-file={out}/%p"]


def installed(tool, folder):
    """An installation whose workers run in callgrind."""
    (folder / "bin").mkdir()
    (folder / "libexec/conformance").mkdir(parents=True)
    (folder / "share/conformance").mkdir(parents=True)
    # valgrind cannot read the debug information of the compiler.
    subprocess.run(["strip", "-o", folder / "bin/conformance", tool], check=True)
    (folder / "share/conformance/suites").symlink_to(ROOT / "suites")
    worker = folder / "libexec/conformance/jq-worker"
    real = pathlib.Path(tool).with_name("jq-worker")
    subprocess.run(["strip", "-o", worker, real], check=True)
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "XDG_CACHE_HOME": str(folder / "cache")}
    subprocess.run([folder / "bin/conformance", "prepare"], env=environment, check=True, stdout=subprocess.DEVNULL)
    shutil.move(worker, folder / "worker")
    (folder / "workers").mkdir()
    command = " ".join(valgrind(folder / "workers"))
    worker.write_text(f'#!/bin/sh\nexec {command} {folder}/worker "$@"\n')
    worker.chmod(0o755)
    return environment


def total(folder):
    """The sum of the counts in a folder, which is emptied."""
    counts = 0
    for file in folder.iterdir():
        counts += next((int(line.split()[1]) for line in file.read_text().splitlines()
                        if line.startswith(("summary:", "totals:"))), 0)
        file.unlink()
    return counts


def main():
    tool = os.path.realpath(sys.argv[1])
    counts = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = installed(tool, folder)
        (folder / "main").mkdir()
        for title, words in COMMANDS.items():
            run = subprocess.run(
                [*valgrind(folder / "main"), folder / "bin/conformance", *words], env=environment, cwd=ROOT,
                capture_output=True, text=True)
            if run.returncode not in (0, 1, 3):
                sys.exit(f"{title}: exit code {run.returncode}\n{run.stderr[-2000:]}")
            counts[f"{title}: conformance"] = total(folder / "main")
            if workers := total(folder / "workers"):
                counts[f"{title}: jq-worker"] = workers
    if "--write" in sys.argv:
        LIMITS.write_text(json.dumps({k: round(v / 1e6) for k, v in counts.items()}, indent=2) + "\n")
    limits = json.loads(LIMITS.read_text())
    failed = False
    for title, count in counts.items():
        limit = limits.get(title)
        ratio = count / 1e6 / limit if limit else float("inf")
        has_grown = ratio > GROWTH
        failed |= has_grown
        print(f"{count / 1e6:8.0f} M  {ratio:5.2f} of {limit} M  {title}{'  GREW' if has_grown else ''}")
    if failed:
        sys.exit("instructions grew by more than 10 %: find the cause, or accept it with --write")


if __name__ == "__main__":
    main()
