#!/usr/bin/env bash
# A bank's own deals: imported by a mapping, used as comparables, not known before their day.
source "$(dirname "$0")/lib.sh"
deals="$tree/examples/own-deals"
export PIGNUS_DB=$work/store.db
subject=CN-P-201719999451
pignus import "$deals/registers"
expect_code 0 "the register"
method() { # NAME FIELD: of the appraisal in $work/appraisal.json
  json "$work/appraisal.json" "[m$2 for m in d['appraisals'][0]['methods'] if m['method'] == '$1']"
}
appraise() { # FLAGS…
  pignus appraise "$subject" --json --paths 2000 "$@"
  printf '%s' "$out" >"$work/appraisal.json"
}
appraise --as-of 2026-06-30
expect_code 0 "without deals"
[ "$(method comparables "['weight']")" = "[]" ] || complain "no deals, no comparables"
json "$work/appraisal.json" "d['appraisals'][0]['methods_refused']" | grep -q 'market_methods:refused.no_deals' ||
  complain "why there are no comparables"

pignus import "$deals/deals.csv" --map "$deals/deals.toml"
expect_code 0 "deals"
expect_out "13 facts"
appraise --as-of 2026-06-30
expect_code 0 "with deals"
[ "$(method comparables "['weight'] > 0.1")" = "[True]" ] || complain "comparables have a weight"
[ "$(method comparables "['inputs'][0]['value']['p50']" 2>/dev/null || true)" != "[]" ] || complain "the deals used are shown"
[ "$(json "$work/appraisal.json" "all(a['bases'][0]['basis'] == 'orderly_liquidation' for a in d['appraisals'])")" = True ] ||
  complain "bases of value"
cp "$work/appraisal.json" "$work/before.json"
appraise --as-of 2020-12-31
expect_code 0 "before the first deal"
[ "$(method comparables "['weight']")" = "[]" ] || complain "a deal of later is not known"
appraise --as-of 2026-06-30
cmp -s "$work/appraisal.json" "$work/before.json" || complain "the same question, the same answer"
pignus appraise "$subject" --as-of 2026-06-30 --paths 2000
expect_out "comparable deals"
expect_out "Orderly liquidation"
pignus appraise "$subject" --as-of 2026-06-30 --paths 2000 --lang zh
expect_out "可比交易法"
finish
