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


def json_rows(pattern, rows_of, separators=(", ", ": ")):
    """The texts of the records; separators as the files at hand have them."""
    rows = []
    for text in read(pattern):
        try:
            rows += rows_of(json.loads(text)) or []
        except (KeyError, TypeError, IndexError):
            continue
    return separators[0].encode().join(
        json.dumps(row, ensure_ascii=False, separators=separators).encode() for row in rows)


if kind == "grants":
    repeat(b"".join(read("uspto/grants/ipg*.xml")))
elif kind == "docdb":
    # As the back file: one root, documents one after another without line ends.
    # Its entities are those of XML alone, so that any parser reads it.
    text = read("epo/docdb/DE-backfile.xml")[0]
    start = text.index(b"<exch:exchange-document ")
    close = b"</exch:exchange-document>"
    end = text.rindex(close) + len(close)
    repeat(text[start:end], text[:start], b"</exch:exchange-documents>")
elif kind == "fees":
    repeat(read("uspto/maintenance/events-sample.txt")[0])
elif kind == "assignments":
    unit = json_rows("uspto/assignments/json/*.json", lambda root: root["successResponse"]["data"])
    repeat(unit, b'{"status": "Success", "successResponse": {"data": [', b"]}}", b", ")
elif kind == "odp":
    unit = json_rows("uspto/odp/*.json", lambda root: root["patentBag"], (",", ":"))
    repeat(unit, b'{"count":0,"patentBag":[', b"]}", b",")
elif kind == "peds":
    unit = json_rows("uspto/odp/*.json",
                     lambda root: root["queryResults"]["searchResponse"]["response"]["docs"],
                     (",", ":"))
    repeat(unit, b'{"queryResults":{"searchResponse":{"response":{"docs":[', b"]}}}}", b",")
elif kind == "applications":
    repeat(b"\n".join(text for text in read("uspto/applications/*.xml")
                      if b"<us-patent-application " in text))
elif kind == "sgml":
    repeat(b"\n".join(read("uspto/grants/sgml-2001/*.xml")))
elif kind == "aps":
    repeat(b"\n".join(read("uspto/grants/aps-19*/*.txt")))
elif kind == "assignments-xml":
    text = read("uspto/assignments/entegris.xml")[0]
    start, end = text.index(b"<doc>"), text.rindex(b"</doc>") + len(b"</doc>")
    repeat(text[start:end], text[:start], text[end:])
elif kind == "marks":
    text = read("trademarks/assembled_daily_2_real_casefiles.xml")[0]
    start, end = text.index(b"<case-file>"), text.rindex(b"</case-file>") + len(b"</case-file>")
    repeat(text[start:end], text[:start], text[end:])
else:
    sys.exit(f"make_input.py: no kind {kind}")
