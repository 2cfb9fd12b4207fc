#!/usr/bin/env bash
# A fresh machine, no store: one command from a dossier to a decision, and a report that verifies.
source "$(dirname "$0")/lib.sh"
dossier=$tree/examples/mingheng-sensors

pignus underwrite "$dossier" --out "$work/report"
expect_code 0 "underwriting the made-up dossier"
expect_out "$work/report/report.html"
expect_file "$work/report/report.html"
expect_file "$work/report/report.zh.html"
expect_file "$work/report/report.json"
[ "$(json "$work/report/report.json" "d['format']")" = pignus.underwriting/1 ] || complain "format"
grep -qiE 'src="https?:|href="https?:|@import' "$work/report/report.html" &&
  complain "the report must ask nothing of the network"

pignus verify "$work/report/report.json"
expect_code 0 "verifying an untouched report"

# The same bytes again, from a second store.
pignus underwrite "$dossier" --db "$work/second.db" --out "$work/again"
expect_code 0 "underwriting into a second store"
for file in report.json report.html report.zh.html; do
  cmp -s "$work/report/$file" "$work/again/$file" || complain "$file differs between two runs"
done

# Another seed moves the simulation.
pignus underwrite "$dossier" --seed 2 --out "$work/seed2"
cmp -s "$work/report/report.json" "$work/seed2/report.json" && complain "the seed changes nothing"

# A value changed by hand is found, by its place.
python3 - "$work/report/report.json" "$work/tampered.json" <<'P'
import json, sys
d = json.load(open(sys.argv[1]))
d["decision"]["outcome"] = "approve" if d["decision"]["outcome"] != "approve" else "decline"
json.dump(d, open(sys.argv[2], "w"))
P
pignus verify "$work/tampered.json"
expect_code 1 "verifying a changed report"
expect_out "/decision/outcome"

# Both languages, machine output.
pignus underwrite "$dossier" --lang zh --out "$work/zh"
expect_code 0 "in Chinese"
expect_out "质押"
pignus underwrite "$dossier" --json --out "$work/json"
printf '%s' "$out" >"$work/out.json"
[ "$(json "$work/out.json" "d['format']")" = pignus.underwriting/1 ] || complain "--json prints the report"
pignus check "$dossier" --json
printf '%s' "$out" >"$work/check.json"
[ "$(json "$work/check.json" "len(d['findings']) > 0")" = True ] || complain "check lists findings"
finish
