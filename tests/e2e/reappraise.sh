#!/usr/bin/env bash
# Rights valued again a year later: what changed and why, the same bytes on threads, bad files refused.
source "$(dirname "$0")/lib.sh"
export PIGNUS_DB=$work/store.db
pignus import "$tree/examples/own-deals/registers" "$tree/examples/mingheng-sensors/registers"
expect_code 0 "the registers"
pignus import "$tree/examples/own-deals/deals.csv" --map "$tree/examples/own-deals/deals.toml"
expect_code 0 "deals"
grep -ohE '^(ZL|CN)[0-9X.]+' "$tree/examples/mingheng-sensors/registers/rights.csv" >"$work/numbers"
echo CN-P-201719999451 >>"$work/numbers"
pignus appraise --from "$work/numbers" --json --paths 200 --as-of 2025-06-30
expect_code 0 "the first appraisal"
cp "$work/stdout" "$work/then.json"

again() { pignus reappraise "$work/then.json" --json --as-of 2026-06-30 "$@"; }
again
expect_code 0 "a year later"
cp "$work/stdout" "$work/again.json"
d() { json "$work/again.json" "$1"; }
[ "$(d "d['format']")" = pignus.reappraisals/1 ] || complain "format"
[ "$(d "len(d['changes'])")" = "$(wc -l <"$work/numbers")" ] || complain "one entry a right"
[ "$(d "all(c['reproduced'] for c in d['changes'])")" = True ] ||
  complain "the earlier values are made again from the store"
[ "$(d "all(c['steps']['model'] == 0 for c in d['changes'])")" = True ] || complain "no parameter changed"
[ "$(d "all(abs(sum(c['steps'].values()) - c['change']) <= 1e-9 * (1 + c['before']['mean']) for c in d['changes'])")" = True ] ||
  complain "the steps add up to the change"
[ "$(d "all(abs(t['after'] - t['before'] - sum(t['steps'].values())) < 1e-6 * t['before'] for t in d['totals'])")" = True ] ||
  complain "the totals' steps add up"
[ "$(d "sum(t['rights'] for t in d['totals']) == len(d['changes'])")" = True ] || complain "totals count each right"
[ "$(d "any(r['message'] == 'reappraise.reason.fee_paid' for c in d['changes'] for r in c['reasons'])")" = True ] ||
  complain "fees paid within the year"
[ "$(d "any(r['step'] == 'time' for c in d['changes'] for r in c['reasons'])")" = True ] || complain "time passed"
[ "$(d "[c['alert'] for c in d['changes']] == [c['before']['mean'] > 0 and -c['change'] >= d['threshold'] * c['before']['mean'] for c in d['changes']]")" = True ] ||
  complain "alerts are those at the threshold"
# What it says is now is what appraise says now.
pignus appraise --from "$work/numbers" --json --paths 200 --as-of 2026-06-30
[ "$(python3 - "$work/again.json" "$work/stdout" <<'P'
import json, sys
again, now = (json.load(open(path)) for path in sys.argv[1:])
print([c["after"]["mean"] for c in again["changes"]] == [a["value"]["mean"] for a in now["appraisals"]])
P
)" = True ] || complain "the new value is that of appraise"

again --threads 2
cmp -s "$work/stdout" "$work/again.json" || complain "two threads: other bytes"
again --threshold 0.000001
[ "$(json "$work/stdout" "sum(t['alerts'] for t in d['totals'])")" -ge "$(d "sum(t['alerts'] for t in d['totals'])")" ] ||
  complain "a lower threshold alerts no less"
# On the same day nothing changed.
pignus reappraise "$work/then.json" --json --as-of 2025-06-30
[ "$(json "$work/stdout" "all(c['change'] == 0 and not c['reasons'] for c in d['changes'])")" = True ] ||
  complain "the same day, no change"
# Parameters of another version are told apart from the rest.
python3 - "$work/then.json" "$work/older.json" <<'P'
import json, sys
d = json.load(open(sys.argv[1]))
d["provenance"]["standards"]["valuation/common.toml"] = "0" * 64
for a in d["appraisals"]:
    a["value"]["mean"] *= 2
    a["value"]["sha256"] = "0" * 64
json.dump(d, open(sys.argv[2], "w"))
P
pignus reappraise "$work/older.json" --json --as-of 2026-06-30
[ "$(json "$work/stdout" "all(c['steps']['model'] < 0 for c in d['changes'] if c['before']['mean'] > 0)")" = True ] ||
  complain "what the parameters did stands apart"
expect_out "reappraise.reason.parameters"
expect_out "valuation/common.toml"

pignus reappraise "$work/then.json" --as-of 2026-06-30
expect_code 0 "a table"
expect_out "Chief reason"
pignus reappraise "$work/then.json" --as-of 2026-06-30 --lang zh
expect_out "主要原因"

# Refused, by what is wrong.
pignus reappraise "$work/then.json" --as-of 2024-06-30
expect_code 2 "a day before the earlier one"
expect_err "2025-06-30"
pignus reappraise "$work/numbers" --as-of 2026-06-30
expect_code 2 "a list of numbers is no result"
head -c 5000 "$work/then.json" >"$work/cut.json"
pignus reappraise "$work/cut.json" --as-of 2026-06-30
expect_code 2 "a file cut short"
expect_err "cut.json"
pignus reappraise "$work/again.json" --as-of 2026-06-30
[ "$code" -ne 0 ] || complain "a result of reappraise is none of appraise"
python3 - "$work/then.json" "$work/bad.json" <<'P'
import json, sys
d = json.load(open(sys.argv[1]))
d["appraisals"][2]["value"]["p50"] = -1
json.dump(d, open(sys.argv[2], "w"))
P
pignus reappraise "$work/bad.json" --as-of 2026-06-30
expect_code 2 "a figure that is none"
expect_err "value.p50"
pignus reappraise "$work/none.json"
expect_code 3 "no such file"
again --threshold 20
expect_code 2 "a threshold that is no share"
pignus import "$tree/examples/us-well-services/registers" --db "$work/other.db"
again --db "$work/other.db"
expect_code 3 "another store"
finish
