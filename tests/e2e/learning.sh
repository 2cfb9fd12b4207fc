#!/usr/bin/env bash
# A model from a described task and a table; what came with it; and what does not load.
source "$(dirname "$0")/lib.sh"
cat >"$work/task.toml" <<'TASK'
format = "pignus-task/1"
name = "auction-prices"
version = "1"
what = "Log price of a right at auction, from a made-up book."
source = "made-up rows of this test"
out_of_family = "families stay in one fold"
seed = 3
key = "lot"
family = "family"
group = ["field"]
not_for = ["anything but this test"]
[target]
column = "price"
transform = "log"
meaning = "ln of the hammer price in USD"
[split]
column = "year"
train_from = 2015
train_to = 2019
test_from = 2020
test_to = 2021
[boosting]
rounds_max = 40
[[candidate]]
depth_max = 2
[[valuer]]
name = "the house's appraiser"
column = "appraised"
[[feature]]
column = "claims"
transform = "log1p"
monotone = 1
[[feature]]
column = "life"
[[leak]]
column = "resold"
why = "known after the auction"
TASK
awk 'BEGIN {
  srand(5); print "\"\",lot,family,year,field,claims,life,resold,appraised,price"
  for (i = 1; i <= 900; ++i) {
    claims = int(40 * rand()); life = 20 * rand(); year = 2015 + i % 7
    price = 5000 * (1 + claims) * exp(0.1 * life + 0.5 * (rand() + rand() - 1))
    printf "%d,%d,%d,%d,%s,%d,%s,%d,%s,%.2f\n", i, i, int(i / 2), year, i % 3 ? "A61" : "G06", claims, i % 11 ? life : "", 2 * price, i % 4 ? 1.5 * price * exp(0.2 * (rand() - 0.5)) : "", price
  }
}' >"$work/book.csv"

pignus train "$work/task.toml" "$work/book.csv" --out "$work/one"
expect_code 0 "training"
expect_out "pinball loss ↓"
expect_out "Valuations of the house's appraiser against what came"
expect_out "rows of the period are left out: their family was trained on"
expect_out "auction-prices"
for file in model.json card.toml card.md; do
  [ -s "$work/one/auction-prices/$file" ] || complain "$file was not written"
done
grep -q "^| depth 4, .* | yes |$\|^| depth 2, .* | yes |$" "$work/one/auction-prices/card.md" || complain "the card does not say what was chosen"
grep -q "resold: known after the auction" "$work/one/auction-prices/card.md" || complain "the card's page names no leak"
pignus train "$work/task.toml" "$work/book.csv" --out "$work/two" --json
expect_code 0 "training again"
cmp -s "$work/one/auction-prices/model.json" "$work/two/auction-prices/model.json" || complain "other bytes from the same rows"
cmp -s "$work/one/auction-prices/card.toml" "$work/two/auction-prices/card.toml" || complain "another card from the same rows"
printf '%s' "$out" >"$work/trained.json"

pignus evaluate "$work/one/auction-prices" "$work/book.csv" --json
expect_code 0 "evaluating"
printf '%s' "$out" >"$work/evaluated.json"
[ "$(json "$work/evaluated.json" "d['evaluation']")" = "$(json "$work/trained.json" "d['evaluation']")" ] ||
  complain "the evaluation is not the training's"

# Half too high by construction: ln 1.5 on the scale of the target.
[ "$(json "$work/evaluated.json" "abs(d['evaluation']['valuers'][0]['bias'] - 0.405) < 0.02")" = True ] ||
  complain "the valuer's bias was not found"
pignus evaluate "$work/one/auction-prices" "$work/book.csv" --period 2021 --lang zh
expect_code 0 "evaluating one later year"
expect_out "分位数损失"
pignus evaluate "$work/one/auction-prices" "$work/book.csv" --period 2018
expect_code 2 "a model is not tested on what it was trained on"
pignus evaluate "$work/one/auction-prices" "$work/book.csv" --period twenty
expect_code 2 "a period that is none"

# New rows have neither price nor year.
cut -d, -f2,5,6,7 "$work/book.csv" | sed '1s/.*/lot,field,claims,life/' | head -n 40 >"$work/new.csv"
pignus score "$work/one/auction-prices" "$work/new.csv" --json
expect_code 0 "scoring"
printf '%s' "$out" >"$work/scored.json"
[ "$(json "$work/scored.json" "len(d['rows'])")" = 39 ] || complain "not every row was scored"
pignus score "$work/one/auction-prices" "$work/new.csv" 7 12 --json
expect_code 0 "explaining two rows"
printf '%s' "$out" >"$work/why.json"
[ "$(json "$work/why.json" "max(abs(r['why']['expected'] + sum(r['why']['contributions'].values()) - r['why']['middle']) for r in d['rows']) < 1e-9")" = True ] ||
  complain "contributions do not add up"
[ "$(json "$work/why.json" "[r['row'] for r in d['rows']]")" = "['7', '12']" ] || complain "other rows than asked for"
[ "$(json "$work/why.json" "d['rows'][0]['interval'] == [r for r in json.load(open('$work/scored.json'))['rows'] if r['row'] == '7'][0]['interval']")" = True ] ||
  complain "a row's interval depends on how it is asked for"
pignus score "$work/one/auction-prices" "$work/new.csv" 7
expect_out "What moved the answer for 7"
expect_out "Not for:"
pignus score "$work/one/auction-prices" "$work/new.csv" nowhere
expect_code 3 "a row that is not there"

sed -E '13s/,(A61|G06),[0-9]*,/,\1,many,/' "$work/book.csv" >"$work/bad.csv"
pignus train "$work/task.toml" "$work/bad.csv" --out "$work/bad"
expect_code 2 "a count that is a word"
grep -q "record 13, field <claims>" "$work/stderr" || complain "the error names neither line nor column"
[ ! -e "$work/bad" ] || complain "a failed training left something behind"

sed 's/rounds_max/round_max/' "$work/task.toml" >"$work/misspelt.toml"
pignus train "$work/misspelt.toml" "$work/book.csv" --out "$work/bad"
expect_code 2 "a misspelt key"
grep -q "misspelt.toml, record [0-9]*, field <boosting.round_max>" "$work/stderr" || complain "the error names neither line nor key"

sed 's/column = "resold"/column = "life"/' "$work/task.toml" >"$work/leaky.toml"
pignus train "$work/leaky.toml" "$work/book.csv" --out "$work/bad"
expect_code 2 "a leak among the features"

# Ctrl-C ends a long training at its next round, and nothing is left.
sed -e 's/rounds_max = 40/rounds_max = 20000\npatience = 20000/' "$work/task.toml" >"$work/long.toml"
"$program" train "$work/long.toml" "$work/book.csv" --out "$work/bad" >"$work/stdout" 2>"$work/stderr" &
training=$!
sleep 2
kill -INT "$training"
code=0
wait "$training" || code=$?
expect_code 130 "Ctrl-C"
[ ! -e "$work/bad" ] || complain "a stopped training left something behind"

printf ' ' >>"$work/two/auction-prices/model.json"
pignus evaluate "$work/two/auction-prices" "$work/book.csv"
expect_code 7 "a model whose bytes are not its card's"
rm "$work/one/auction-prices/card.toml"
pignus evaluate "$work/one/auction-prices" "$work/book.csv"
expect_code 3 "a model without a card"
finish
