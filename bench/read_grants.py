"""read_grants.py ENGINE FILE: the same fields by Python's lxml or xml.etree; one line of JSON."""
import json
import mmap
import resource
import sys
import time

engine, path = sys.argv[1:3]
if engine == "lxml":
    from lxml import etree
    parse = etree.XMLParser(resolve_entities=False, huge_tree=True)

    def root_of(text):
        return etree.fromstring(text, parse)
else:
    from xml.etree import ElementTree

    def root_of(text):
        return ElementTree.fromstring(text)


def flat(node):
    return "" if node is None else " ".join("".join(node.itertext()).split())


def person(node):
    book = node.find("addressbook")
    book = node if book is None else book
    firm = book.find("orgname")
    if firm is not None:
        return flat(firm)
    return " ".join((flat(book.find("first-name")), flat(book.find("last-name")))).strip()


def symbol(node):
    parts = [flat(node.find(tag)) for tag in ("section", "class", "subclass", "main-group")]
    return "".join(parts) + "/" + flat(node.find("subgroup"))


def document(node):
    return tuple(flat(node.find(tag)) for tag in ("country", "doc-number", "kind", "date"))


def grant(root):
    bib = root.find("us-bibliographic-data-grant")
    inventors = [person(n) for n in bib.findall("us-parties/inventors/inventor")]
    inventors += [person(n) for n in bib.findall("parties/applicants/applicant")
                  if "inventor" in n.get("app-type", "")]
    inventors += [person(n) for n in bib.findall("parties/inventors/inventor")]
    owners = [person(n) for n in bib.findall("assignees/assignee")]
    if not owners:
        owners = [person(n) for n in bib.findall("us-parties/us-applicants/us-applicant")]
        owners += [person(n) for n in bib.findall("parties/applicants/applicant")]
    classes = {symbol(n) for n in bib.findall("classifications-ipcr/classification-ipcr")}
    classes |= {symbol(n) for n in bib.findall("classifications-cpc/*/classification-cpc")}
    classes |= {flat(n) for tag in ("main-classification", "further-classification")
                for n in bib.findall("classification-ipc/" + tag)}
    classes |= {flat(n) for n in bib.findall("classification-locarno/main-classification")}
    citations = []
    for tag in ("references-cited/citation", "us-references-cited/us-citation"):
        for node in bib.findall(tag):
            cited = node.find("patcit/document-id")
            what = flat(node.find("nplcit")) if cited is None else document(cited)
            citations.append((what, "examiner" in flat(node.find("category"))))
    related = [document(n) for n in bib.findall("us-related-documents//document-id")]
    return {
        "number": document(bib.find("publication-reference/document-id")),
        "application": document(bib.find("application-reference/document-id")),
        "title": flat(bib.find("invention-title")), "owners": owners, "inventors": inventors,
        "classes": classes, "citations": citations, "related": related,
        "claims": int(flat(bib.find("number-of-claims"))),
        "independent": sum(1 for n in root.findall("claims/claim")
                           if next(n.iter("claim-ref"), None) is None)}


names = ("records", "title_bytes", "owners", "inventors", "classes", "citations", "claims",
         "independent")
totals = dict.fromkeys(names, 0)
start = time.perf_counter()
cpu_start = time.process_time()
with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
    size = len(data)
    at = 0
    while at < size:
        following = data.find(b"<?xml ", at + 1)
        end = size if following < 0 else following
        root = root_of(data[at:end])
        at = end
        if root.tag != "us-patent-grant":
            continue
        row = grant(root)
        totals["records"] += 1
        totals["title_bytes"] += len(row["title"].encode())
        totals["claims"] += row["claims"]
        totals["independent"] += row["independent"]
        for name in ("owners", "inventors", "classes", "citations"):
            totals[name] += len(row[name])
seconds = time.perf_counter() - start
cpu = time.process_time() - cpu_start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"engine": engine, "bytes": size, "seconds": round(seconds, 4),
                  "cpu_seconds": round(cpu, 4), "peak_kib": peak,
                  **totals}))
