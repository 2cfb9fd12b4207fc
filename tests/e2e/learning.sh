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
group = "field"
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
  srand(5); print "\"\",lot,family,year,field,claims,life,resold,price"
  for (i = 1; i <= 900; ++i) {
    claims = int(40 * rand()); life = 20 * rand(); year = 2015 + i % 7
    price = 5000 * (1 + claims) * exp(0.1 * life + 0.5 * (rand() + rand() - 1))
    printf "%d,%d,%d,%d,%s,%d,%s,%d,%.2f\n", i, i, int(i / 2), year, i % 3 ? "A61" : "G06", claims, i % 11 ? life : "", 2 * price, price
  }
}' >"$work/book.csv"

pignus train "$work/task.toml" "$work/book.csv" --out "$work/one"
expect_code 0 "training"
expect_out "| pinball loss (less is better) |"
expect_out "auction-prices"
for file in model.json card.toml card.md; do
  [ -s "$work/one/auction-prices/$file" ] || complain "$file was not written"
done
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

sed -E '13s/,(A61|G06),[0-9]*,/,\1,many,/' "$work/book.csv" >"$work/bad.csv"
pignus train "$work/task.toml" "$work/bad.csv" --out "$work/bad"
expect_code 2 "a count that is a word"
grep -q "record 13, field <claims>" "$work/stderr" || complain "the error names neither line nor column"
[ ! -e "$work/bad" ] || complain "a failed training left something behind"

sed 's/column = "resold"/column = "life"/' "$work/task.toml" >"$work/leaky.toml"
pignus train "$work/leaky.toml" "$work/book.csv" --out "$work/bad"
expect_code 2 "a leak among the features"

printf ' ' >>"$work/two/auction-prices/model.json"
pignus evaluate "$work/two/auction-prices" "$work/book.csv"
expect_code 7 "a model whose bytes are not its card's"
rm "$work/one/auction-prices/card.toml"
pignus evaluate "$work/one/auction-prices" "$work/book.csv"
expect_code 3 "a model without a card"
finish
