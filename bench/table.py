"""table.py RESULTS JSON: prints the engines' lines as a table and stores them with ratios."""
import json
import os
import platform
import sys

rows = [json.loads(line) for line in open(sys.argv[1])]
ours = rows[0]
for row in rows:
    # Processor time: the machine may be busy with other work, one core's speed is asked for.
    taken = row.get("cpu_seconds", row["seconds"])
    row["records_per_second"] = round(row["records"] / taken)
    if "bytes" in row:
        row["megabytes_per_second"] = round(row["bytes"] / taken / 1e6, 1)
        row["times_slower_than_pignus"] = round(taken / ours["cpu_seconds"], 2)
cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
            if line.startswith("model name")), platform.machine())
with open(sys.argv[2], "w") as out:
    json.dump({"cpu": cpu, "cores": os.cpu_count(), "rows": rows}, out, indent=1)
print(cpu)
columns = ("engine", "megabytes_per_second", "records_per_second", "times_slower_than_pignus",
           "peak_kib", "records", "title_bytes", "owners", "inventors", "classes", "citations",
           "claims", "independent")
print("| " + " | ".join(columns) + " |")
print("|" + "---|" * len(columns))
for row in rows:
    print("| " + " | ".join(str(row.get(column, "")) for column in columns) + " |")
fields = columns[5:]
for row in rows[1:]:
    differing = [name for name in fields if name in row and row[name] != ours.get(name)]
    if "bytes" in row and differing:
        print(f"{row['engine']} differs from pignus in: {', '.join(differing)}")
