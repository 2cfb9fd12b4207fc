"""read_json.py KIND FILE: the same fields by Python's json; one line of JSON. KIND: assignments, odp."""
import collections
import json
import resource
import sys
import time

kind, path = sys.argv[1:3]


def assignments(root, totals):
    for row in root["successResponse"]["data"]:
        grantors = [(one["assignorName"], one["executionDate"]) for one in row["assignors"]]
        grantees = list(row["assignees"])
        properties = [(one["applicationNumber"], one["patentNumber"], one["publicationNumber"],
                       one["inventionTitle"]) for one in row["properties"]]
        recording = (row["reelNumber"], row["frameNumber"], row["conveyance"],
                     row["assignorExecutionDate"], grantors, grantees, properties)
        totals["records"] += 1
        totals["parties"] += len(recording[4]) + len(recording[5])
        totals["properties"] += len(recording[6])


def odp(root, totals):
    for row in root["patentBag"]:
        inventors = [one.get("inventorNameText") for one in row.get("inventorBag", [])]
        events = [(one.get("eventCode"), one.get("eventDate"),
                   one.get("eventDescriptionText")) for one in row.get("eventDataBag", [])]
        wrapper = (row.get("applicationNumberText"), row.get("inventionTitle"),
                   row.get("filingDate"), row.get("grantDate"), inventors, events)
        totals["records"] += 1
        totals["inventors"] += len(wrapper[4])


totals = collections.Counter()
start = time.perf_counter()
cpu_start = time.process_time()
with open(path, "rb") as file:
    text = file.read()
size = len(text)
{"assignments": assignments, "odp": odp}[kind](json.loads(text), totals)
cpu = time.process_time() - cpu_start
print(json.dumps({"engine": "json (Python)", "bytes": size,
                  "seconds": round(time.perf_counter() - start, 4), "cpu_seconds": round(cpu, 4),
                  "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, **totals}))
