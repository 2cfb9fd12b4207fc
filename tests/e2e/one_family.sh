#!/usr/bin/env bash
# One invention in the registers of four offices: each right's records merge, conflicts are told, and
# the same files in another order, or twice, give the same answers.
source "$(dirname "$0")/lib.sh"
cd "$tree/examples/one-family" || exit 1
pignus import --db "$work/a.db" *.xml *.txt *.json
expect_code 0 "import of nine register files"
expect_out "ep-register.xml: European Patent Register answers"

show() { # key, Python expression over the answer of show --json
  pignus show --db "$work/a.db" "$1" --json
  expect_code 0 "show $1"
  printf '%s' "$out" >"$work/show.json"
  json "$work/show.json" "$2"
}
conflicts="[(c['field'], c['kind'], c['taken']['source']['registry'], c['others'][0]['value']) for c in d['facts']['conflicts']]"
[ "$(show US99900001 "$conflicts")" = "[('filing_date', 'contradiction', 'uspto-grant', '2018-08-29')]" ] ||
  complain "the US filing dates contradict each other, the office's own is taken"
[ "$(show US99900001 "(d['status']['state'], d['status']['next_fee']['due'])")" = "('in_force', '2028-09-09')" ] ||
  complain "the first US fee is paid, the second is due 7.5 years after the grant"
[ "$(show EP9900001B1 "d['facts']['merged']['designated_states']")" = "['AT', 'DE', 'FR', 'GB']" ] ||
  complain "the European patent's states"
[ "$(show EP9900001B1 "sorted({(e['details'].get('state'), e['date']) for e in d['facts']['events'] if e['code'] in ('PG25', 'lapsed-in-country')})")" = \
  "[('AT', '2021-10-13'), ('GB', '2022-08-28')]" ] || complain "lapses state by state"
[ "$(show EP9900001B1 "d['status']['state']")" = unknown ] || complain "granted is not in force"
pignus show --db "$work/a.db" EP9900001B1 --as-of 2024-01-01 --json
printf '%s' "$out" >"$work/show.json"
[ "$(json "$work/show.json" "[(d['status']['state'], r['arguments']) for r in d['status']['reasons'] if r['message'] == 'status.alive_in_states']")" = \
  "[('in_force', ['DE'])]" ] || complain "in force in Germany as far as the fee reaches"
[ "$(show CN201819999001.7 "(d['open_liens'], [l['holders'] for l in d['lien_chain']['liens']])")" = \
  "(['Y2022999000001'], [['虚构银行合肥分行']])" ] || complain "the pledge is open"
[ "$(show JP9990001B2 "(len(d['facts']['records']), d['facts']['conflicts'])")" = "(3, [])" ] ||
  complain "gazette, registration information and exchange data agree on the Japanese patent"

# The other way round, and everything twice.
reversed=$(ls *.xml *.txt *.json | sort -r)
# shellcheck disable=SC2086
pignus import --db "$work/b.db" $reversed
# shellcheck disable=SC2086
pignus import --db "$work/b.db" $reversed
for right in US99900001 EP9900001B1 CN201819999001.7 JP9990001B2; do
  pignus show --db "$work/a.db" "$right" --json && one=$out
  pignus show --db "$work/b.db" "$right" --json && other=$out
  [ "$one" = "$other" ] || complain "$right: the order of imports shows"
done
finish
