#!/usr/bin/env bash
# A bank's own weights: saved by name and version, chosen, shown with who and when, verified, refused.
source "$(dirname "$0")/lib.sh"
export PIGNUS_DB=$work/store.db
cat >"$work/bank.toml" <<'TOML'
id = "bank-pledge"
version = "2"
scorecard = "gbt-42748"
scorecard_version = "1"
scenario = "finance"
author = "Credit committee"
saved = 2026-02-01
source = "minutes of the committee"
grade = "own"

[weights]
legal = 0.7
technical = 0.2
economic = 0.1
TOML
pignus weights
expect_code 0 "the program's own sets"
expect_out "gbt-42748-licensing"
expect_no_out "bank-pledge"
pignus weights save "$work/bank.toml"
expect_code 0 "saved"
pignus weights save "$work/bank.toml"
expect_code 8 "a set is never written over"
pignus weights --json
printf '%s' "$out" >"$work/weights.json"
[ "$(json "$work/weights.json" "[s['author'] for s in d['weight_sets'] if s['id'] == 'bank-pledge']")" = "['Credit committee']" ] ||
  complain "the saved set is listed with its author"
sed 's/technical = 0.2/technical = 0.3/' "$work/bank.toml" >"$work/sum.toml"
pignus weights save "$work/sum.toml"
expect_code 2 "weights that do not sum to 1"
expect_err "sum to"

dossier=$tree/examples/mingheng-sensors
report() { # NAME FLAGS…
  local name=$1
  shift
  pignus underwrite "$dossier" --out "$work/$name" --paths 2000 "$@"
}
report own
expect_code 0 "the cards' own weights"
report bank --weights bank-pledge@2
expect_code 0 "the bank's weights"
for name in own bank; do expect_file "$work/$name/report.json"; done
score() { json "$work/$1/report.json" "[c['whole']['high'] for c in d['rights'][0]['appraisal']['scorecards'] if c['card'] == 'gbt-42748'][0]"; }
[ "$(score own)" != "$(score bank)" ] || complain "other weights, another score"
[ "$(json "$work/bank/report.json" "d['provenance']['weight_sets'][0]['author']")" = "Credit committee" ] ||
  complain "the report says whose weights"
[ "$(json "$work/own/report.json" "d['provenance']['weight_sets']")" = "[]" ] || complain "no set, none told"
[ "$(json "$work/own/report.json" "d['decision']")" = "$(json "$work/bank/report.json" "d['decision']")" ] ||
  complain "a score moves no decision"
grep -q "Credit committee" "$work/bank/report.html" || complain "the page says whose weights"
grep -q "Credit committee" "$work/bank/report.zh.html" || complain "the Chinese page says whose weights"
pignus verify "$work/bank/report.json"
expect_code 0 "verified with the weights it holds"
pignus jobs add underwrite "$dossier" --out "$work/job" --paths 2000 --weights bank-pledge@2
expect_code 0 "a job with the bank's weights"
pignus jobs run --once
expect_code 0 "the job is done"
report=$(find "$work/job" -name report.json)
[ "$(json "$report" "d['provenance']['weight_sets'][0]['version']")" = 2 ] || complain "the job took the weights"
pignus underwrite "$dossier" --out "$work/file" --paths 2000 --weights "$work/bank.toml"
expect_code 0 "a set out of a file"
cmp -s "$work/file/report.json" "$work/bank/report.json" || complain "the same set, the same bytes"
report none --weights nothing@1
expect_code 3 "a set there is not"
report sum --weights "$work/sum.toml"
expect_code 2 "weights that do not sum to 1 are refused"
[ ! -e "$work/sum" ] || complain "nothing is written then"
finish
