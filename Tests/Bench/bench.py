#!/usr/bin/env python3
"""Measures the tool against other programs on this machine, and writes BENCHMARKS.md.

bench.py CONFORMANCE [--baseline OTHER] [--llama PYTHON SERVE MODEL] [--only SECTION] [--pairs N]

All tables are from one run. Comparisons are made in pairs, one after the other, because machines
are noisy; the table shows the median of the ratios.
"""

import argparse
import ctypes
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent


# Measuring

class Usage:
    """The wall and processor time of a command with its children, and the peak memory of all."""

    def __init__(self, command, env=None, sample=False):
        self.peak = 0
        began = time.monotonic()
        process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if sample:
            thread = threading.Thread(target=self.watch, args=(process,), daemon=True)
            thread.start()
        self.output = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.monotonic() - began
        self.cpu = usage.ru_utime + usage.ru_stime + orphans_time()
        self.code = process.returncode

    def watch(self, process):
        while process.returncode is None:
            self.peak = max(self.peak, tree_memory(process.pid))
            time.sleep(0.01)


def orphans_time():
    """The processor time of the processes that the command left, which we have adopted."""
    seconds = 0
    for pid in children("self") - Server.running:
        _, _, usage = os.wait4(pid, 0)
        seconds += usage.ru_utime + usage.ru_stime
    return seconds


def children(pid):
    """The child processes of all threads of a process."""
    found = set()
    for task in os.listdir(f"/proc/{pid}/task"):
        found |= set(map(int, pathlib.Path(f"/proc/{pid}/task/{task}/children").read_text().split()))
    return found


def tree_memory(root):
    """The resident memory of a process and its descendants, in bytes."""
    total, queue = 0, [root]
    while queue:
        pid = queue.pop()
        try:
            total += int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            queue += children(pid)
        except (OSError, IndexError):
            pass
    return total


def paired(one, other, pairs):
    """The medians of both commands, and of the ratios of their wall and processor times."""
    runs = []
    for _ in range(pairs):
        runs.append((one(), other()))
    def median(values): return statistics.median(list(values))
    return {
        "wall": (median(a.wall for a, _ in runs), median(b.wall for _, b in runs),
                 median(a.wall / b.wall for a, b in runs)),
        "cpu": (median(a.cpu for a, _ in runs), median(b.cpu for _, b in runs),
                median(a.cpu / b.cpu for a, b in runs)),
    }


# Servers

class Server:
    running = set()

    def __init__(self, command, ready):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        Server.running.add(self.process.pid)
        self.first_line = self.process.stdout.readline().strip()
        self.url = ready(self.first_line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        Server.running.discard(self.process.pid)


def answering(kind):
    return Server([sys.executable, str(HERE / "server.py")], lambda port: f"http://127.0.0.1:{port}/{kind}/v1")


class Bench:
    def __init__(self, options):
        self.tool = os.path.realpath(options.conformance)
        self.options = options
        self.work = pathlib.Path(tempfile.mkdtemp())
        self.env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "XDG_CACHE_HOME": str(self.work / "cache")}
        self.lines = []

    def run(self, *words, tool=None, sample=False, env=None, look=None):
        command = [tool or self.tool, *words, "--reports", str(self.work / "reports"), "--quiet"]
        usage = Usage(command, env or self.env, sample)
        if usage.code == 2:
            sys.exit(usage.output)
        usage.seen = look(self.work / "reports" / "latest") if look else None
        shutil.rmtree(self.work / "reports", ignore_errors=True)
        return usage

    def row(self, *cells):
        self.lines.append("| " + " | ".join(cells) + " |")
        print(self.lines[-1], flush=True)

    def table(self, title, note, *columns):
        self.lines += ["", f"## {title}", "", note, ""]
        print(f"\n{title}", flush=True)
        self.row(*columns)
        self.lines.append("|" + "---|" * len(columns))

    # Sections

    def steps(self):
        self.table(
            "The four steps, and the same by hand",
            "`Tests/Bench/by-hand` sends the model list and three chats with curl, and reads them with jq. "
            "The plain half of ours (`--skip '**.stream'`) sends a preflight, the model list and four chats, "
            "and judges each of them with all checks; the whole profile sends eight chats.",
            "server", "profile", "wall s", "by hand", "ratio", "cpu s", "by hand", "ratio")
        servers = [("reference server", lambda: Server([self.tool, "serve"], lambda url: url))]
        if self.options.llama:
            python, serve, weights = self.options.llama
            servers.append(("llama.cpp, tiny model", lambda: Server(
                [python, serve, weights, "--slots", "1", "--threads", "2", "--with-parent"],
                lambda line: line.split(" ")[1])))
        for name, start in servers:
            with start() as server:
                listed = subprocess.run(
                    ["curl", "-s", f"{server.url}/models"], capture_output=True, text=True, check=True).stdout
                model = listed.split('"id":')[1].split('"')[1]
                for profile, words in [("plain half", ["--skip", "**.stream"]), ("whole", [])]:
                    words = ["--endpoint", server.url, "--model", model, "--profile", "four-step", "--trials", "1", *words]
                    self.run(*words)
                    result = paired(
                        lambda: self.run(*words),
                        lambda: Usage([str(HERE / "by-hand"), server.url, model], self.env), self.options.pairs)
                    self.row(name, profile, *(f"{v:.3f}" if i < 2 else f"**{v:.2f}**"
                                              for key in ("wall", "cpu") for i, v in enumerate(result[key])))

    def start(self):
        self.table(
            "Start", "From the start of the process to the first connection, or to the end of the command. "
            "Cold is without prepared files.", "what", "median ms", "worst ms")
        def first(env):
            with answering("text-10") as server:
                began = time.time()
                self.run("--endpoint", server.url, "--profile", "four-step", env=env)
                return float(server.process.stdout.readline()) - began
        self.run("--profile", "four-step")
        for name, action, runs in [
            ("first request, warm", lambda: first(self.env), self.options.pairs),
            ("first request, `--no-image`", lambda: first({**self.env, "CONFORMANCE_NO_IMAGE": "1"}), 3),
            ("first request, cold", lambda: first({**self.env, "XDG_CACHE_HOME": tempfile.mkdtemp(dir=self.work)}), 3),
            ("`list`", lambda: Usage([self.tool, "list"], self.env).wall, self.options.pairs),
            ("`explain tools/arguments-are-json`",
             lambda: Usage([self.tool, "explain", "tools/arguments-are-json"], self.env).wall, self.options.pairs),
        ]:
            times = [action() * 1000 for _ in range(runs)]
            self.row(name, f"**{statistics.median(times):.0f}**", f"{max(times):.0f}")

    def profile(self):
        if not self.options.baseline:
            return
        self.table(
            "The default profile, and before", "The same profile with an earlier build (`--baseline`), in pairs.",
            "wall s", "before", "ratio", "cpu s", "before", "ratio")
        with Server([self.tool, "serve"], lambda url: url) as server:
            words = ["--endpoint", server.url, "--profile", "agent"]
            self.run(*words)
            result = paired(
                lambda: self.run(*words),
                lambda: self.run(*words, tool=self.options.baseline), max(3, self.options.pairs // 3))
            self.row(*(f"{v:.2f}" if i < 2 else f"**{v:.2f}**"
                       for key in ("wall", "cpu") for i, v in enumerate(result[key])))

    def suite(self, **cases):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.work))
        (folder / "load").mkdir()
        for name, metadata in cases.items():
            (folder / "load" / f"{name}.jq").write_text(
                f'module {{title: "Load", {metadata}, expect: {{status: 200}}}};\n'
                'include "lib/requests";\ndef request: chat({messages: [user("Say hello.")]});\n')
        (folder / "profiles").mkdir()
        (folder / "profiles" / "load.json").write_text(
            '{"title": "Load", "suites": ["load"], "defaults": {"max_tokens": 4096}}')
        return ["--suites", str(folder), "--profile", "load"]

    def events(self):
        self.table(
            "Processor time per event", "64 streams of 2,002 events, sent without pauses; all checks judge them.",
            "program", "µs per event")
        count = 64 * 2002
        with answering("stream-2002-0") as server:
            few = self.suite(streams='trials: 2, together: true, modes: ["stream"]')
            many = self.suite(streams='trials: 64, together: true, modes: ["stream"]')
            base = statistics.median(self.run("--endpoint", server.url, *few).cpu for _ in range(3))
            whole = statistics.median(self.run("--endpoint", server.url, *many).cpu for _ in range(3))
            self.row("conformance, judged", f"**{(whole - base) / (62 * 2002) * 1e6:.1f}**")
            url = f"{server.url}/chat/completions"
            curl = Usage(["curl", "-s", "--parallel", "--parallel-max", "64", "-d", '{"stream":true}']
                         + [word for _ in range(64) for word in ("-o", "/dev/null", url)])
            self.row("curl to /dev/null", f"{curl.cpu / count * 1e6:.2f}")
            if self.options.httpx:
                code = ("import json\ntry: import httpx2 as httpx\nexcept ImportError: import httpx\n"
                        f"with httpx.Client(timeout=60) as client:\n"
                        f"  for _ in range(64):\n"
                        f"    with client.stream('POST', '{url}', content='{{\"stream\":true}}') as answer:\n"
                        f"      for line in answer.iter_lines():\n"
                        f"        if line.startswith('data: {{'): json.loads(line[6:])\n")
                httpx = Usage([self.options.httpx, "-c", code])
                if httpx.code != 0:
                    sys.exit(httpx.output)
                self.row("httpx with json.loads", f"{httpx.cpu / count * 1e6:.1f}")

    def memory(self):
        self.table(
            "Memory", "The resident memory of all processes together, at its peak. The goal is 256 MB.",
            "load", "wall s", "peak MB", "stored", "not judged")
        def look(run):
            """The number of stored answers and events, and of answers without verdicts."""
            files = list((run / "transcripts" / "load").glob("*/*.json"))
            events = sum(len(json.loads(file.read_bytes())["response"]["events"])
                         for file in files if "stream" in str(file))
            record = json.loads((run / "run.json").read_bytes())
            judged = {result["transcript"] for result in record["results"] if result["verdict"] == "pass"}
            names = {str(file)[len(str(run)) + 1:] for file in files}
            return f"{len(files):,} answers" + (f", {events:,} events" if events else ""), len(names - judged)
        def load(name, kind, words, jobs):
            with answering(kind) as server:
                usage = self.run(
                    "--endpoint", server.url, *words, "--jobs", str(jobs), sample=True, look=look)
                self.row(name, f"{usage.wall:.1f}", f"**{usage.peak / 2**20:.0f}**", usage.seen[0], f"{usage.seen[1]:,}")
        def plain(cases, trials):
            return self.suite(**{f"plain{n}": f"trials: {trials}" for n in range(cases)})
        load("16 answers of 8 MB at once", "text-8000000", plain(16, 1), 16)
        load("5,000 calls in one answer", "calls-5000", plain(1, 1), 4)
        for cases in (1, 4, 16):
            load(f"{64 * cases:,} streams of 102 events at once", "stream-102-30",
                 self.suite(**{f"s{n}": 'trials: 64, together: true, modes: ["stream"]' for n in range(cases)}),
                 cases)
        load("10,000 answers of 100 KB", "text-100000", plain(100, 100), 16)

    def growth(self):
        self.table(
            "Growth", "The processor time of a run with one answer of n parts, judged by all checks.",
            "parts", *(f"n = {n:,}" for n in (10, 100, 1000, 10000)))
        for name, kind, metadata in [
            ("events", "stream-{}-0", 'modes: ["stream"]'), ("calls", "calls-{}", "trials: 1"),
            ("hundred characters", "text-{}00", "trials: 1"),
        ]:
            times = []
            for n in (10, 100, 1000, 10000):
                with answering(kind.format(n)) as server:
                    times.append(statistics.median(
                        self.run("--endpoint", server.url, *self.suite(one=metadata)).cpu for _ in range(3)))
            self.row(name, *(f"{t:.2f} s" for t in times))

    def dead(self):
        self.table(
            "Dead endpoints", "The default profile with 4 jobs and a timeout of 5 s, against an endpoint that "
            "answers the first chat only.", "endpoint", "wall s", "exit code")
        for kind in ("silent", "reset", "endless"):
            with answering(kind) as server:
                usage = self.run("--endpoint", server.url, "--timeout", "5")
                self.row(kind, f"**{usage.wall:.1f}**", str(usage.code))


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def system():
    for line in pathlib.Path("/etc/os-release").read_text().splitlines():
        if line.startswith("PRETTY_NAME="):
            return line.split("=", 1)[1].strip('"')
    return platform.system()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("conformance")
    parser.add_argument("--baseline", help="an earlier build to compare the default profile with")
    parser.add_argument("--llama", nargs=3, metavar=("PYTHON", "SERVE", "MODEL"))
    parser.add_argument("--httpx", metavar="PYTHON", help="a Python that has httpx")
    parser.add_argument("--only", action="append", help="a section")
    parser.add_argument("--pairs", type=int, default=11)
    parser.add_argument("--write", metavar="FILE", help="write the tables to a file")
    options = parser.parse_args()
    # Processes that a command leaves become our children, so that their time is counted.
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    bench = Bench(options)
    try:
        for section in options.only or ["steps", "start", "profile", "events", "memory", "growth", "dead"]:
            getattr(bench, section)()
    finally:
        shutil.rmtree(bench.work, ignore_errors=True)
    jq = subprocess.run(["jq", "--version"], capture_output=True, text=True).stdout.strip()
    machine = f"{processor()}, {os.cpu_count()} cores, {system()}, {jq}"
    print(f"\n{machine}")
    if options.write:
        file = pathlib.Path(options.write)
        introduction = file.read_text().split("\n<!-- figures -->\n")[0]
        file.write_text(f"{introduction}\n<!-- figures -->\n\nMachine: {machine}.\n" + "\n".join(bench.lines) + "\n")


if __name__ == "__main__":
    main()
