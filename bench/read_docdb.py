"""read_docdb.py FILE: the same fields by Python's xml.etree; one line of JSON."""
import json
import os
import resource
import sys
import time
from xml.etree import ElementTree

path = sys.argv[1]


def local(node):
    return node.tag.rpartition("}")[2]


def children(node, name):
    return [child for child in node if local(child) == name]


def below(node, name):
    return [child for child in node.iter() if local(child) == name]


def flat(node):
    return " ".join("".join(node.itertext()).split())


def parties(bibliography, name):
    forms = {"docdb": [], "docdba": []}
    for node in below(bibliography, name):
        if node.get("data-format") in forms:
            forms[node.get("data-format")] += [flat(n) for n in below(node, "name")]
    return forms["docdba"] or forms["docdb"]


def number(node):
    return tuple(flat(child) for child in node if local(child) in ("country", "doc-number", "kind"))


def record(root):
    bibliography = children(root, "bibliographic-data")[0]
    titles = children(bibliography, "invention-title")
    titles = [t for t in titles if t.get("lang") == "en"] or titles
    classes = set()
    for node in below(bibliography, "patent-classification"):
        scheme = children(node, "classification-scheme")
        if scheme and scheme[0].get("scheme", "").startswith("CPC"):
            classes.add(flat(children(node, "classification-symbol")[0]).replace(" ", ""))
    for node in below(bibliography, "classification-ipcr"):
        classes.add("".join(flat(node).split()[:2]))
    citations = [number(children(p, "document-id")[0]) if children(p, "document-id") else flat(p)
                 for name in ("patcit", "nplcit") for p in below(bibliography, name)]
    family = [number(n) for claim in below(bibliography, "priority-claim")
              if claim.get("data-format") == "docdb" for n in children(claim, "document-id")]
    for member in below(root, "family-member"):
        for reference in children(member, "publication-reference"):
            if reference.get("data-format") == "docdb":
                family += [number(n) for n in children(reference, "document-id")]
    return {"title": flat(titles[0]) if titles else "", "owners": parties(bibliography, "applicant"),
            "inventors": parties(bibliography, "inventor"), "classes": classes,
            "citations": citations, "family": family}


names = ("records", "title_bytes", "owners", "inventors", "classes", "citations", "family")
totals = dict.fromkeys(names, 0)
start = time.perf_counter()
cpu_start = time.process_time()
events = ElementTree.iterparse(path, events=("start", "end"))
_, top = next(events)
for event, node in events:
    if event == "start" or local(node) != "exchange-document":
        continue
    row = record(node)
    top.clear()
    totals["records"] += 1
    totals["title_bytes"] += len(row["title"].encode())
    for name in ("owners", "inventors", "classes", "citations", "family"):
        totals[name] += len(row[name])
print(json.dumps({"engine": "etree", "bytes": os.path.getsize(path),
                  "seconds": round(time.perf_counter() - start, 4),
                  "cpu_seconds": round(time.process_time() - cpu_start, 4),
                  "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, **totals}))
