"""Parallel efficiency of underwriting, the simulation of many dossiers, in one run:

  bench/underwrite_efficiency.py PIGNUS WORKER NATS_URL TREE [DOSSIERS] [PATHS] [ROUNDS]

The machine's own scaling comes first: two programs side by side, each with half of the dossiers on
one thread, sharing nothing. Then the same dossiers on two threads of one program, and by two workers
of one thread each. Efficiency: the time of the two apart over the time together. The rounds are laid
one within another, so that other load on the machine falls on all alike; the best of each counts.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

program, worker, url, tree = sys.argv[1:5]
dossiers = int(sys.argv[5]) if len(sys.argv) > 5 else 8
paths = int(sys.argv[6]) if len(sys.argv) > 6 else 200_000
rounds = int(sys.argv[7]) if len(sys.argv) > 7 else 3
work = tempfile.mkdtemp(prefix="pignus-bench-")


def command(name, folders, *flags):
    return [program, "underwrite", *folders, "--paths", str(paths), "--json", "--no-progress",
            "--db", os.path.join(work, name + ".db"), "--out", os.path.join(work, name), *flags]


def run(*commands):
    begun = time.monotonic()
    running = [subprocess.Popen(c, stdout=subprocess.DEVNULL) for c in commands]
    if any(p.wait() != 0 for p in running):
        sys.exit("an underwriting failed")
    return time.monotonic() - begun


def reports(*names):
    """The reports of all dossiers, which must not depend on who made them."""
    found = {}
    for name in names:
        for folder in os.listdir(os.path.join(work, name)):
            with open(os.path.join(work, name, folder, "report.json"), "rb") as f:
                found[folder] = f.read()
    return found


try:
    folders = []
    for i in range(dossiers):
        folder = os.path.join(work, f"firm-{i}")
        shutil.copytree(os.path.join(tree, "examples", "mingheng-sensors"), folder)
        toml = os.path.join(folder, "dossier.toml")
        text = open(toml).read()
        open(toml, "w").write(text.replace('title = "', f'title = "{i}. ', 1))
        folders.append(folder)
    half = dossiers // 2
    ways = {
        "one thread": [command("one", folders, "--threads", "1")],
        "two apart": [command("left", folders[:half], "--threads", "1"),
                      command("right", folders[half:], "--threads", "1")],
        "two threads": [command("threads", folders, "--threads", "2")],
        "two workers": [command("workers", folders, "--nats", url)],
    }
    best = {}
    for _ in range(rounds):
        for way, commands in ways.items():
            workers = []
            if way == "two workers":
                for i in range(2):
                    workers.append(subprocess.Popen(
                        [worker, "--nats", url, "--threads", "1", "--quiet", "--cache",
                         os.path.join(work, f"cache-{i}")], stderr=subprocess.DEVNULL))
                time.sleep(1)
            seconds = run(*commands)
            for one in workers:
                one.terminate()
                one.wait()
            best[way] = min(best.get(way, seconds), seconds)
    expected = reports("one")
    for names in (("left", "right"), ("threads",), ("workers",)):
        if reports(*names) != expected:
            sys.exit(f"{names}: other reports than on one thread")
    print(json.dumps({
        "dossiers": dossiers, "paths": paths,
        **{way.replace(" ", "_") + "_s": round(s, 2) for way, s in best.items()},
        "machines_scaling": round(best["one thread"] / best["two apart"], 3),
        "threads_of_the_machines_scaling": round(best["two apart"] / best["two threads"], 3),
        "workers_of_the_machines_scaling": round(best["two apart"] / best["two workers"], 3)}))
finally:
    shutil.rmtree(work, ignore_errors=True)
