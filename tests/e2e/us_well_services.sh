#!/usr/bin/env bash
# The real case: what was true and what was known give different answers.
source "$(dirname "$0")/lib.sh"
pignus underwrite "$tree/examples/us-well-services" --out "$work/report"
expect_code 0 "underwriting the real dossier"
expect_out "UCC"

# Wilmington's release was executed on 2022-10-31 and recorded on 2023-12-21.
lien() { # known-by date -> is a lien of Wilmington open on 2023-06-01?
  pignus show US8789601 --as-of 2023-06-01 --known "$1" --json
  expect_code 0 "show as known on $1"
  printf '%s' "$out" >"$work/show.json"
  json "$work/show.json" "any(l['id'] in d['open_liens'] and any('WILMINGTON' in h for h in l['holders']) for l in d['lien_chain']['liens'])"
}
[ "$(lien 2023-06-01)" = True ] || complain "open as known before the release was recorded"
[ "$(lien 2024-01-01)" = False ] || complain "released as known after the release was recorded"

pignus show US8789601 --as-of 2024-07-02
expect_code 0 "show a right"
expect_out "049342/0819"
grep -qE 'OWNER OF RECORD +(U\.?S\.? WELL SERVICES|[A-Z])' <<<"${out^^}" && ! grep -q 'OWNER OF RECORD *UNKNOWN' <<<"${out^^}" ||
  complain "the assignments say who owns it"
pignus show US8789601 --json
printf '%s' "$out" >"$work/show.json"
[ "$(json "$work/show.json" "len(d['title']['holders']) > 0")" = True ] || complain "the assignments say who owns it"
pignus show US99999999999
expect_code 2 "a number too long for a US patent"
pignus show US7654321
expect_code 3 "a right no register at hand has"
finish
