#!/usr/bin/env python3
"""Reads Prometheus text strictly, apart from the program's own code, and prints what was asked for.

Usage: exposition.py FILE            checks, and prints the names of the families
       exposition.py FILE SAMPLE     prints the value of that sample, written as in the file
"""
import re
import sys

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
VALUE = r'"(?:[^"\\\n]|\\["\\n])*"'
LABEL = r"[a-zA-Z_][a-zA-Z0-9_]*=" + VALUE
SAMPLE = re.compile(rf"({NAME})(\{{{LABEL}(?:,{LABEL})*\}})? (-?[0-9.]+(?:e[+-]?[0-9]+)?|[+-]Inf|NaN)")
HELP = re.compile(rf"# HELP ({NAME}) (?:[^\\\n]|\\[\\n])*")
TYPE = re.compile(rf"# TYPE ({NAME}) (counter|gauge|histogram)")


def main():
    data = open(sys.argv[1], "rb").read()
    text = data.decode("utf-8")
    if text and not text.endswith("\n"):
        sys.exit("the last line has no end")
    families, samples, helped, family = {}, {}, None, None
    for number, line in enumerate(text.split("\n")[:-1], 1):
        if found := HELP.fullmatch(line):
            helped = found[1]
            if helped in families:
                sys.exit(f"line {number}: {helped} in two places")
        elif found := TYPE.fullmatch(line):
            if found[1] != helped:
                sys.exit(f"line {number}: TYPE without its HELP")
            family, families[helped] = helped, found[2]
        elif found := SAMPLE.fullmatch(line):
            ends = ("_bucket", "_sum", "_count") if families.get(family) == "histogram" else ("",)
            if family is None or found[1] not in [family + end for end in ends]:
                sys.exit(f"line {number}: a sample of no family")
            key = found[1] + (found[2] or "")
            if key in samples:
                sys.exit(f"line {number}: a sample twice")
            samples[key] = found[3]
        else:
            sys.exit(f"line {number}: {line}")
    if list(families) != sorted(families):
        sys.exit("the families are not in order")
    print(samples[sys.argv[2]] if len(sys.argv) > 2 else "\n".join(families))


main()
