"""readers_table.py RESULTS JSON: one table of all kinds and engines; exit 1 where counts or bars fail."""
import json
import os
import platform
import sys

# Bars of speed, for our engine: megabytes or records a second, and times faster than a peer.
BARS = {"grants": {"megabytes": 500, "expat": 3, "etree": 8}, "docdb": {"megabytes": 400},
        "assignments": {"megabytes": 500}, "odp": {"megabytes": 500},
        "fees": {"records": 10_000_000}}
NOT_COUNTS = {"kind", "engine", "bytes", "seconds", "cpu_seconds", "peak_kib", "runs"}

best = {}
for line in open(sys.argv[1]):
    row = json.loads(line)
    key = row["kind"], row["engine"]
    if key not in best or row["cpu_seconds"] < best[key]["cpu_seconds"]:
        best[key] = row
rows = list(best.values())
cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
            if line.startswith("model name")), platform.machine())
failures = []
print(f"{cpu}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; processor time of one core, "
      "best of three (Python: one)\n")
print("| format | engine | MB/s | records/s | times slower | peak MiB | records |")
print("|---|---|---:|---:|---:|---:|---:|")
for row in rows:
    ours = next(one for one in rows if one["kind"] == row["kind"])
    taken = row["cpu_seconds"]
    row["megabytes_per_second"] = round(row["bytes"] / taken / 1e6, 1)
    row["records_per_second"] = round(row["records"] / taken)
    row["times_slower"] = round(taken / ours["cpu_seconds"], 2)
    print(f"| {row['kind']} | {row['engine']} | {row['megabytes_per_second']:.0f} | "
          f"{row['records_per_second']:,} | {row['times_slower']} | {row['peak_kib'] / 1024:.0f} | "
          f"{row['records']:,} |")
    for name in set(row) & set(ours) - NOT_COUNTS:
        if name.endswith(("per_second", "slower")):
            continue
        if row[name] != ours[name]:
            failures.append(f"{row['kind']}: {row['engine']} counts {row[name]} {name}, "
                            f"{ours['engine']} {ours[name]}")
    bars = BARS.get(row["kind"], {})
    if row is ours:
        if row["megabytes_per_second"] < bars.get("megabytes", 0):
            failures.append(f"{row['kind']}: below {bars['megabytes']} MB/s")
        if row["records_per_second"] < bars.get("records", 0):
            failures.append(f"{row['kind']}: below {bars['records']:,} records/s")
    elif row["times_slower"] < bars.get(row["engine"], 0):
        failures.append(f"{row['kind']}: less than {bars[row['engine']]} times {row['engine']}")
with open(sys.argv[2], "w") as out:
    json.dump({"cpu": cpu, "cores": os.cpu_count(), "rows": rows}, out, indent=1)
print("\nAll engines count alike; every bar is met." if not failures else "")
for failure in failures:
    print("FAILED " + failure)
sys.exit(1 if failures else 0)
