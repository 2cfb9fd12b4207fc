#!/usr/bin/env bash
# Commands that only read make no store, say what to do, and change nothing in one that is there.
source "$(dirname "$0")/lib.sh"
export PIGNUS_DB=$work/data/store.db

printf '{"format":"pignus.underwriting/1","provenance":{"as_of":{"true_on":"2024-01-01","known_by":"2024-01-01"},"seed":"1","paths":100}}' >"$work/report.json"
for words in "show US8789601" "appraise US8789601" "verify $work/report.json"; do
  pignus $words
  expect_code 3 "$words without a store"
  expect_err "pignus import"
  expect_err "$PIGNUS_DB"
  pignus $words --lang zh
  expect_err "pignus import"
done
pignus import "$work/none.xml"
expect_code 3 "importing a file that is not there"
[ ! -e "$work/data" ] || complain "nothing may be left behind: $(find "$work/data")"

# An empty file, as a program killed at its very start may leave it, is no store either.
mkdir "$work/data"
: >"$PIGNUS_DB"
pignus show US8789601
expect_code 3 "an empty file as the store"

pignus underwrite "$tree/examples/us-well-services" --out "$work/report"
expect_code 0 "a store is made where facts come in"
before=$(sha256sum <"$PIGNUS_DB")
pignus show US8789601
expect_code 0 "show from the store"
pignus verify "$work/report/report.json"
expect_code 0 "verify from the store"
[ "$before" = "$(sha256sum <"$PIGNUS_DB")" ] || complain "reading changed the store"

# A store and folder that may only be read.
chmod 444 "$PIGNUS_DB"
chmod 555 "$work/data"
ordinary show US8789601
expect_code 0 "show from a store that cannot be written"
chmod 755 "$work/data"

pignus show US8789601 --as-of never --json
expect_code 2 "a wrong flag"
printf '%s' "$err" >"$work/error.json"
[ "$(json "$work/error.json" "d['error']['code']")" = invalid_input ] || complain "--json errors are JSON from the first word on"
finish
