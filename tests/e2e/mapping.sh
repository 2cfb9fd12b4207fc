#!/usr/bin/env bash
# A user's own tables, by mapping files; reference figures and trades on the command line.
source "$(dirname "$0")/lib.sh"
examples="$tree/examples/mapping"
pignus import "$examples/deals.json" --map "$examples/deals.toml"
expect_code 0 "deals"
expect_out "2 facts"
pignus import "$examples/royalty-rates.csv" --map "$examples/royalty-rates.toml" --known 2024-02-01
expect_code 0 "rates"
pignus import "$examples/royalty-rates.csv" --map "$examples/royalty-rates.toml" --known 2024-02-01
expect_out "imported before"
pignus import "$examples/royalty-rates.csv" --map "$examples/none.toml"
expect_code 3 "a mapping that is not there"
pignus reference
expect_code 0 "tables"
expect_out "royalty"
pignus reference royalty Pumpen
expect_out "0.03"
pignus reference royalty Pumpen --as-of 2024-01-31
expect_out "no reference figures"
pignus reference royalty --json
printf '%s' "$out" >"$work/figures.json"
[ "$(json "$work/figures.json" "len(d['figures'])")" = 7 ] || complain "seven figures"
pignus trades
expect_code 0 "trades"
expect_out "USD 1250000.00"
pignus trades EP2000001B1 --lang zh
expect_code 0 "trades of a right"
expect_out "许可费率"
finish
