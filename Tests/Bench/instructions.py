#!/usr/bin/env python3
"""Counts the instructions of fixed inputs with callgrind, and compares them with instructions.json.

instructions.py CONFORMANCE [--write]

CONFORMANCE must be linked statically with the library of Swift, because valgrind 3.19 cannot run
the dynamic one; jq-worker is next to it. A count that has grown by more than 10 % is a failure.
After an improvement, run with --write to make the new counts the limits.
"""

import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SUITES = ROOT / "suites"
LIMITS = HERE / "instructions.json"
GROWTH = 1.10

COMMANDS = {
    "list": ["list"],
    "judge the example": ["judge", "reports/example", "--quiet"],
    "report the example as HTML": ["report", "reports/example", "--html", "/dev/null", "--quiet"],
}

CALLGRIND = ["valgrind", "--tool=callgrind", "--callgrind-out-file=count"]


def counted(folder):
    """The count in the output of callgrind."""
    lines = (folder / "count").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("totals:"))


def stripped(program, to):
    """A copy with symbols, but without the debug information, which valgrind cannot read."""
    subprocess.run(["strip", "-g", "-o", to, program], check=True)


def count_commands(tool, folder):
    """Yields the instructions of each command, without its workers."""
    for name in ("bin", "libexec/conformance", "share/conformance"):
        (folder / name).mkdir(parents=True)
    stripped(tool, folder / "bin/conformance")
    shutil.copy(pathlib.Path(tool).with_name("jq-worker"), folder / "libexec/conformance/jq-worker")
    (folder / "share/conformance/suites").symlink_to(SUITES)
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "XDG_CACHE_HOME": str(folder / "cache")}
    subprocess.run([folder / "bin/conformance", "prepare"], env=environment, check=True, stdout=subprocess.DEVNULL)
    for title, words in COMMANDS.items():
        shutil.copytree(ROOT / "reports/example", folder / "reports/example", dirs_exist_ok=True)
        run = subprocess.run(
            [*CALLGRIND, folder / "bin/conformance", *words], env=environment, cwd=folder,
            capture_output=True, text=True)
        if run.returncode not in (0, 1, 3):
            sys.exit(f"{title}: exit code {run.returncode}\n{run.stderr[-2000:]}")
        yield title, counted(folder)


def programs():
    """Programs of all checks over an exchange, like those of the tool."""
    names = sorted(str(path.relative_to(SUITES))[:-3] for path in SUITES.glob("checks/*/*.jq")
                   if 'over: "' not in path.read_text().split("};")[0])
    for start in range(0, len(names), 15):
        some = names[start:start + 15]
        imports = "".join(f'import "{name}" as c{i};\n' for i, name in enumerate(some))
        calls = ",\n".join(f"judged(c{i}::applies; c{i}::check)" for i in range(len(some)))
        yield (imports + "def judged(applies; check): try (if [applies] == [true] then [limit(100; check)]"
               f" else null end) catch null;\n{calls}")


def count_judging(worker, folder):
    """The instructions of all checks on the transcripts of the example, without compilation."""
    stripped(worker, folder / "worker")
    process = subprocess.Popen(
        [*CALLGRIND, "--toggle-collect=run_program", folder / "worker", SUITES], cwd=folder,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def reply():
        kind, length = struct.unpack("<BI", process.stdout.read(5))
        return kind, process.stdout.read(length)

    def send(kind, payload):
        process.stdin.write(struct.pack("<BI", kind, len(payload)) + payload)
        process.stdin.flush()

    count = 0
    for program in programs():
        send(1, struct.pack("<I", 600_000) + program.encode())
        kind, message = reply()
        if kind != 4:
            sys.exit(message.decode())
        count += 1
    for path in sorted((ROOT / "reports/example/transcripts").glob("**/*.json")):
        if "preflight" in str(path):
            continue
        send(2, struct.pack(f"<II{count}I", 600_000, count, *range(count)) + path.read_bytes())
        done = 0
        while done < count:
            kind, message = reply()
            if kind == 5:
                sys.exit(message.decode())
            done += kind == 4
    process.stdin.close()
    process.wait()
    return counted(folder)


def main():
    tool = os.path.realpath(sys.argv[1])
    counts = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        counts["judge the example: checks"] = count_judging(pathlib.Path(tool).with_name("jq-worker"), folder)
        for title, count in count_commands(tool, folder):
            counts[f"{title}: conformance"] = count
    if "--write" in sys.argv:
        LIMITS.write_text(json.dumps({k: round(v / 1e6) for k, v in counts.items()}, indent=2) + "\n")
    limits = json.loads(LIMITS.read_text())
    grown = []
    for title, count in counts.items():
        ratio = count / 1e6 / limits[title]
        if ratio > GROWTH:
            grown.append(title)
        print(f"{count / 1e6:8.0f} M  {ratio:5.2f} of {limits[title]} M  {title}")
    if grown:
        sys.exit(f"more than 10 % more instructions: {'; '.join(grown)}. Find the cause, or accept it with --write.")


if __name__ == "__main__":
    main()
