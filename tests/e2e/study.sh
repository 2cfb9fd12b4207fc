#!/usr/bin/env bash
# One's own register studied: citations counted, standings and trends written as a table, imported,
# and read by valuations from that day on and not before.
source "$(dirname "$0")/lib.sh"
export PIGNUS_DB=$work/store.db
register=$tree/examples/own-register/registers
pignus study
expect_code 3 "no store"
pignus import "$register"
expect_code 0 "the register"
pignus study --as-of 2000-01-01
expect_code 3 "a day on which nothing was known"
expect_err "import a register first"

appraise() { # FLAGS…
  pignus appraise US97000003B2 --json --paths 300 "$@"
  printf '%s' "$out" >"$work/appraisal.json"
}
quality() {
  json "$work/appraisal.json" "[i['value']['p50'] for m in d['appraisals'][0]['methods'] for i in m['inputs'] if i['name'] == 'scale_quality']"
}
appraise --as-of 2026-06-30
[ "$(quality)" = "[]" ] || complain "nothing is known of the standing before a study"

pignus study --as-of 2026-06-30 --out "$work/table"
expect_code 0 "a study"
expect_out "Measurement"
expect_out "pignus import $work/table"
expect_file "$work/table/references.csv"
pignus study --as-of 2026-06-30 --json
printf '%s' "$out" >"$work/study.json"
[ "$(json "$work/study.json" "(d['rights'], d['citations'], d['outward'])")" = "(400, 240, 240)" ] ||
  complain "citations are counted: $(json "$work/study.json" "(d['rights'], d['citations'], d['outward'])")"
[ "$(json "$work/study.json" "[(s['received'], s['percentile']) for s in d['standings'] if s['right'] == 'US-P-97000003']")" = "[(3, 0.875)]" ] ||
  complain "the standing is the middle rank"
pignus study --as-of 2012-12-31 --json
printf '%s' "$out" >"$work/earlier.json"
[ "$(json "$work/earlier.json" "d['citations'] < 60 and max(c['year'] for c in d['cohorts'])")" = 2012 ] ||
  complain "an earlier day sees no later citation"

echo US97000003B2 >"$work/book.txt"
pignus study --as-of 2026-06-30 --from "$work/book.txt" --out "$work/few"
expect_code 0 "the standing of one right"
[ "$(grep -c own-citations "$work/few/references.csv")" = 2 ] || complain "two figures of one right"
echo "no number" >"$work/bad.txt"
pignus study --from "$work/bad.txt"
[ "$code" -ne 0 ] || complain "a bad list is refused"
expect_err "bad.txt"

pignus import "$work/table"
expect_code 0 "the table"
appraise --as-of 2026-06-30
[ "$(quality)" = "[0.875]" ] || complain "the valuation knows the standing: $(quality)"
json "$work/appraisal.json" "d['appraisals'][0]['trends']" | grep -q 'own register as known on 2026-06-30' ||
  complain "the trend names the register"
appraise --as-of 2026-06-29
[ "$(quality)" = "[]" ] || complain "a study is not known before its day"
finish
