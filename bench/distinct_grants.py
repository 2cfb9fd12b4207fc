"""distinct_grants.py IN OUT: numbers repeated grants anew, so that a store keeps every one."""
import re
import sys

count = 0


def renumber(match):
    global count
    count += 1
    return match.group(1) + b"%08d" % (20_000_000 + count) + match.group(3)


pattern = re.compile(rb"(<publication-reference>\s*<document-id>\s*<country>US</country>\s*"
                     rb"<doc-number>)([A-Z0-9]+)(</doc-number>)")
with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    held = b""
    while chunk := source.read(1 << 24):
        held += chunk
        cut = held.rfind(b"<?xml ")
        if cut > 0:
            target.write(pattern.sub(renumber, held[:cut]))
            held = held[cut:]
    target.write(pattern.sub(renumber, held))
