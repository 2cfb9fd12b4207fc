"""make_input.py KIND OUT MEGABYTES: a large file of one format, from the files at hand.

Bulk XML (grants, docdb): documents one after another. JSON: the records of all answers in one
answer. Maintenance fees: the lines again and again. Written in pieces; never committed.
"""
import json
import pathlib
import sys

shared = pathlib.Path(__file__).resolve().parent.parent.parent / "shared/data"
kind, out, megabytes = sys.argv[1], sys.argv[2], int(sys.argv[3])
target = megabytes * 1_000_000


def repeat(unit, head=b"", tail=b"", between=b""):
    count = max(1, (target - len(head) - len(tail)) // (len(unit) + len(between)))
    with open(out, "wb") as file:
        file.write(head + unit)
        for _ in range(count - 1):
            file.write(between + unit)
        file.write(tail)


def read(pattern):
    return [path.read_bytes() for path in sorted(shared.glob(pattern)) if path.is_file()]


def json_rows(pattern, rows_of):
    """The texts of the records, spelled as in the files but for white space."""
    rows = []
    for text in read(pattern):
        try:
            rows += rows_of(json.loads(text)) or []
        except (KeyError, TypeError, IndexError):
            continue
    return b",".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
                     for row in rows)


if kind == "grants":
    repeat(b"".join(read("uspto/grants/ipg*.xml")))
elif kind == "docdb":
    # Backfile-like: one root, many <exch:exchange-document>.
    unit = b""
    head = None
    for text in read("epo/docdb/*.xml"):
        start = text.index(b"<exch:exchange-document ")
        end = text.rindex(b"</exch:exchange-document>") + len(b"</exch:exchange-document>")
        head = head or text[:start]
        unit += text[start:end] + b"\n"
    repeat(unit, head, b"</exch:exchange-documents>\n")
elif kind == "fees":
    repeat(read("uspto/maintenance/events-sample.txt")[0])
elif kind == "assignments":
    unit = json_rows("uspto/assignments/json/*.json", lambda root: root["successResponse"]["data"])
    repeat(unit, b'{"successResponse":{"data":[', b"]}}", b",")
elif kind == "odp":
    unit = json_rows("uspto/odp/*.json", lambda root: root["patentFileWrapperDataBag"])
    repeat(unit, b'{"patentFileWrapperDataBag":[', b"]}", b",")
else:
    sys.exit(f"make_input.py: no kind {kind}")
