"""read_docdb.py ENGINE FILE: parties, citations and classes of DOCDB documents by lxml or xml.etree."""
import collections
import json
import mmap
import re
import resource
import sys
import time

engine, path = sys.argv[1:3]
# A document alone, within a root that binds the prefixes; the entities of the EPO's DTD are left.
head = (b'<!DOCTYPE r SYSTEM "docdb-entities.dtd"><r xmlns:exch="http://www.epo.org/exchange" '
        b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">')
if engine == "lxml":
    from lxml import etree
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, huge_tree=True)

    def root_of(text):
        return etree.fromstring(head + text + b"</r>", parser)[0]
else:
    from xml.etree import ElementTree
    with open(path, "rb") as file:
        names = set(re.findall(rb"&(\w+);", file.read(1 << 24)))

    def root_of(text):
        parser = ElementTree.XMLParser()
        parser.entity.update((name.decode(), "?") for name in names)
        return ElementTree.fromstring(head + text + b"</r>", parser)[0]

EXCH = "{http://www.epo.org/exchange}"


def both(name):
    return (EXCH + name, name)


def children(node, *path):
    nodes = [node]
    for name in path:
        nodes = [child for one in nodes for child in one if child.tag in both(name)]
    return nodes


def text(node):
    return " ".join("".join(node.itertext()).split())


totals = collections.Counter()
start = time.perf_counter()
cpu_start = time.process_time()
opening, closing = b"<exch:exchange-document ", b"</exch:exchange-document>"
with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
    size = len(data)
    at = data.find(opening)
    while at >= 0:
        end = data.find(closing, at) + len(closing)
        bib = children(root_of(data[at:end]), "bibliographic-data")[0]
        at = data.find(opening, end)
        totals["records"] += 1
        numbers = [text(node) for kind in ("publication-reference", "application-reference")
                   for node in children(bib, kind, "document-id")]
        titles = [text(node) for node in children(bib, "invention-title")]
        for kind, count in (("applicant", "owners"), ("inventor", "inventors")):
            forms = collections.defaultdict(list)
            for node in children(bib, "parties", kind + "s", kind):
                forms[node.get("data-format")].append(
                    [text(name) for name in children(node, kind + "-name", "name")])
            totals[count] += max((len(found) for found in forms.values()), default=0)
        cited = [text(node) for node in children(bib, "references-cited", "citation")]
        totals["citations"] += len(cited)
        classes = {text(node) for node in children(bib, "classifications-ipcr",
                                                   "classification-ipcr")}
        classes |= {text(node) for node in children(bib, "patent-classifications",
                                                    "patent-classification")}
cpu = time.process_time() - cpu_start
print(json.dumps({"engine": engine, "bytes": size,
                  "seconds": round(time.perf_counter() - start, 4), "cpu_seconds": round(cpu, 4),
                  "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, **totals}))
