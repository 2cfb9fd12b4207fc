"""read_fees.py FILE: maintenance-fee events by slices of each line; one line of JSON."""
import datetime
import json
import os
import resource
import sys
import time

path = sys.argv[1]
epoch = datetime.date(1970, 1, 1).toordinal()


def days(text):
    return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:])).toordinal() - epoch


totals = dict.fromkeys(("records", "serials", "applications", "days", "small"), 0)
start = time.perf_counter()
cpu_start = time.process_time()
with open(path, encoding="ascii") as file:
    for line in file:
        totals["records"] += 1
        totals["serials"] += int(line[:13])
        totals["applications"] += int(line[14:22])
        totals["days"] += days(line[25:33]) + days(line[34:42]) + days(line[43:51])
        totals["small"] += line[23] == "Y"
        code = line[52:].strip()
cpu = time.process_time() - cpu_start
print(json.dumps({"engine": "slices (Python)", "bytes": os.path.getsize(path),
                  "seconds": round(time.perf_counter() - start, 4), "cpu_seconds": round(cpu, 4),
                  "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, **totals}))
