#!/usr/bin/env bash
# Other assumptions beside the dossier as it is: the same as underwriting a dossier that has them.
source "$(dirname "$0")/lib.sh"
export PIGNUS_DB=$work/store.db
dossier=$work/dossier
cp -r "$tree/examples/mingheng-sensors" "$dossier"
p50() { json "$work/$1.json" "$2"; }

pignus what-if "$dossier" royalty_rate=2% economic_life_years=2:3:4 --paths 500 --json
expect_code 0 "two changes"
printf '%s' "$out" >"$work/what-if.json"
[ "$(p50 what-if "[len(c['changed']) for c in d['cases']]")" = "[0, 1, 1, 2]" ] || complain "each alone, and together"
[ "$(p50 what-if "d['cases'][1]['value']['p50'] < d['cases'][0]['value']['p50']")" = True ] ||
  complain "a lower royalty, a lower value"
[ "$(p50 what-if "d['cases'][3]['value']['p50'] < min(c['value']['p50'] for c in d['cases'][:3])")" = True ] ||
  complain "both together are lower than each"

pignus underwrite "$dossier" --paths 500 --out "$work/report" --json
expect_code 0 "the dossier itself"
printf '%s' "$out" >"$work/as-it-is.json"
python3 - "$dossier/dossier.toml" <<'END'
import re, sys
text = open(sys.argv[1]).read()
changed, count = re.subn(r'(name = "royalty_rate"\n)low = .*\nmode = .*\nhigh = .*\n',
                         r'\1low = 0.02\nmode = 0.02\nhigh = 0.02\n', text)
assert count == 1
open(sys.argv[1], 'w').write(changed)
END
pignus underwrite "$dossier" --paths 500 --out "$work/report" --json
expect_code 0 "the dossier changed by hand"
printf '%s' "$out" >"$work/changed.json"
for pair in as-it-is:0 changed:1; do
  report=$(p50 "${pair%:*}" "(d['portfolio_value']['sha256'], d['decision']['amount'], d['decision']['rate_per_year'])")
  answer=$(p50 what-if "[(c['value']['sha256'], c['amount'], c['rate_per_year']) for c in d['cases']][${pair#*:}]")
  [ "$report" = "$answer" ] || complain "${pair%:*}: $report is not $answer"
done

pignus what-if "$dossier" royalty_rate=1% --paths 500
expect_code 0 "for people"
expect_out "the dossier as it is"
pignus what-if "$dossier" royalty_rate=1% --paths 500 --lang zh
expect_out "假设分析"
for wrong in royalty=1% royalty_rate= royalty_rate=abc royalty_rate=3:2:1 royalty_rate=1:2 exchange_rate_USD_X=1 royalty_rate=2; do
  pignus what-if "$dossier" "$wrong" --paths 500
  expect_code 2 "$wrong"
  expect_err "${wrong%%=*}"
done
pignus what-if "$dossier" royalty_rate=1% royalty_rate=2% --paths 500
expect_code 2 "twice the same"
finish
