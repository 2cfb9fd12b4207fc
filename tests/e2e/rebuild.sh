#!/usr/bin/env bash
# The tables made anew from the journal and the sources, from a file and from a database server, from the
# store's journal and from an exported one; what is missing is named; what is stopped leaves nothing.
# And the name of a person: outside the journal, erased, gone from every byte, the journal whole.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/../support/databases.sh"
field() { json "$work/answer.json" "d['$1']"; }
answer() { printf '%s' "$out" >"$work/answer.json"; }

# The sources: files of four offices, a folder in the plain format, a table read by a mapping.
mkdir -p "$work/in/own" "$work/deep/tables"
cp "$tree"/examples/one-family/*.{xml,txt,json} "$work/in"
printf 'right,code,st27,date,known,description,details,origin\nUS-P-9990000,X1,,2020-02-03,,made up,,\n' \
  >"$work/in/own/events.csv"
cp "$tree"/examples/mapping/royalty-rates.{csv,toml} "$work/deep/tables"

extract=$tree/examples/mingheng-sensors/registers  # which the dossier brings

book_of() { # STORE: a book that holds everything
  pignus import "$work/in" --db "$1"
  expect_code 0 "import"
  (cd "$work/deep/tables" && pignus import royalty-rates.csv --map royalty-rates.toml --known 2024-02-01 --db "$1"
   expect_code 0 "import by a mapping"; exit "$failures") || failures=$?
  pignus underwrite "$tree/examples/mingheng-sensors" --db "$1" --out "$work/report" --paths 500
  expect_code 0 "underwrite"
  pignus jobs add underwrite "$tree/examples/mingheng-sensors" --db "$1" --out "$work/by-job" --paths 300
  expect_code 0 "a job"
  pignus jobs run --once --db "$1"
  expect_code 0 "the job is done"
  pignus jobs add import "$work/in" --db "$1"
  pignus jobs cancel 2 --db "$1"
  expect_code 0 "a job cancelled"
  pignus journal note "Terms approved" --person "Zhang Wei 张伟" --db "$1"
  expect_code 0 "a note"
  pignus journal note "Reviewed" --person "Jane Doe" --db "$1"
  pignus journal verify --db "$1"
  expect_code 0 "sound"
}
shown() { # STORE: what it answers
  for words in "show US99900001" "show EP9900001B1" "reference royalty" "trades"; do
    pignus $words --db "$1" --json
    printf '%s\n' "$out"
  done
  pignus jobs --db "$1" --json
  printf '%s' "$out" >"$work/jobs.json"
  json "$work/jobs.json" "[(j['id'], j['state'], j.get('result')) for j in d['jobs']]"
}

database book
for book in "$work/book.db" "$url"; do
  book_of "$book"
  database "to_$([ "$book" = "$work/book.db" ] && echo file || echo server)"
  expected=$(shown "$book")
  pignus journal export "$work/journal.jsonl" --db "$book"
  for target in "$work/rebuilt.db" "$url"; do
    pignus db rebuild "$target" "$work/in" "$work/deep" "$extract" --known 2024-02-01 --db "$book" --json
    expect_code 0 "rebuild of $book into $target"
    answer
    [ "$(field equals_old_store)" = True ] || complain "equal in content"
    [ "$(field lost_results)$(field lost_personal_values)" = "[][]" ] || complain "nothing is lost"
    [ "$(field imports)" = 12 ] || complain "twelve sources"
    [ "$(shown "$target")" = "$expected" ] || complain "the rebuilt store answers otherwise"
    pignus journal verify --db "$target"
    expect_code 0 "the rebuilt store is sound"
    pignus verify "$work/report/report.json" --db "$target"
    expect_code 0 "the report made again from the rebuilt store"
    pignus journal personal show 1 --db "$target"
    expect_out "Zhang Wei 张伟"
  done
  rm -f "$work/rebuilt.db"
  pignus db rebuild "$work/rebuilt.db" "$work/in" "$work/deep" "$extract" --known 2024-02-01 --from "$work/journal.jsonl" --db "$book"
  expect_code 0 "rebuild from an exported journal"
  [ "$(shown "$work/rebuilt.db")" = "$expected" ] || complain "rebuilt from the export, it answers otherwise"
  rm -f "$work/rebuilt.db"
done
pignus db rebuild "$work/rebuilt.db" "$work/in" "$work/deep" "$extract" --known 2024-02-01 --from "$work/journal.jsonl" --db "$work/none.db"
expect_code 0 "without the old store"
expect_out "Personal value 1 is lost"
pignus journal verify --db "$work/rebuilt.db"
expect_code 0 "its journal says so"
pignus journal personal --db "$work/rebuilt.db" --lang zh
expect_out "已丢失"

# A damaged book comes back as it was.
cp "$work/book.db" "$work/damaged.db"
sqlite3 "$work/damaged.db" "UPDATE right_record SET title = 'changed'; UPDATE job SET state = 'failed'; DELETE FROM job_shard"
pignus journal verify --db "$work/damaged.db"
expect_code 7 "damaged"
pignus db rebuild "$work/whole.db" "$work/in" "$work/deep" "$extract" --known 2024-02-01 --db "$work/damaged.db"
expect_code 0 "rebuild of a damaged book"
[ "$(shown "$work/whole.db")" = "$(shown "$work/book.db")" ] || complain "whole again"

# What is in the way is named, and nothing is left.
pignus db rebuild "$work/no.db" "$work/in" --db "$work/book.db"
expect_code 3 "a source that is not there"
expect_err "royalty-rates.csv"
expect_err "--known"
mv "$work/in/docdb.xml" "$work/in/other.xml"
pignus db rebuild "$work/no.db" "$work/in" "$work/deep" "$extract" --known 2024-02-01 --db "$work/book.db"
expect_code 3 "a source under another name"
expect_err "other.xml is it"
mv "$work/in/other.xml" "$work/in/docdb.xml"
pignus db rebuild "$work/book.db" "$work/in" --db "$work/book.db"
expect_code 8 "never over a store that is there"
sed 's/Reviewed/Rejected/' "$work/journal.jsonl" >"$work/bent.jsonl"
pignus db rebuild "$work/no.db" "$work/in" "$work/deep" "$extract" --known 2024-02-01 --from "$work/bent.jsonl" --db "$work/book.db"
[ "$code" -ne 0 ] || complain "a journal that was changed"
pignus db copy "$work/no.db" more --db "$work/book.db"
expect_code 2 "an operand too many"
[ ! -e "$work/no.db" ] && [ ! -e "$work/no.db.part" ] || complain "nothing is left"

# Stopped and killed half-way: enough to read for that.
mkdir "$work/large"
python3 - "$work/large" <<'P'
import os, sys
with open(os.path.join(sys.argv[1], "events.csv"), "w") as f:
    f.write("right,code,st27,date,known,description,details,origin\n")
    for i in range(25000):
        f.write(f"EP-P-{4000000 + i},X1,,2020-02-03,,made up,,\n")
P
pignus import "$work/large" --db "$work/large.db"
expect_code 0 "a large import"
for signal in INT KILL; do
  "$program" db rebuild "$work/half.db" "$work/large" --db "$work/large.db" >/dev/null 2>"$work/half.err" &
  one=$!
  for _ in $(seq 200); do [ -e "$work/half.db.part" ] && break; sleep 0.02; done
  sleep 0.1
  kill -$signal $one
  wait $one 2>/dev/null
  code=$?
  [ ! -e "$work/half.db" ] || complain "stopped by $signal, a half store is left"
  [ "$signal" = KILL ] || { [ "$code" -eq 130 ] && [ ! -e "$work/half.db.part" ]; } || complain "Ctrl-C ends with 130"
done
pignus db rebuild "$work/half.db" "$work/large" --db "$work/large.db"
expect_code 0 "again, after a kill"

# The name of a person.
pignus journal export "$work/before.jsonl" --db "$work/book.db"
! grep -q "Zhang" "$work/before.jsonl" || complain "the journal holds a name"
pignus journal keys make "$work/key" && printf '%s\n' "$out" >"$work/key.pub"
pignus journal checkpoint "$work/kept.json" --key "$work/key" --db "$work/book.db"
pignus journal prove entry notes 1 --db "$work/book.db"
cp "$work/stdout" "$work/proof.json"
grep -q "Zhang Wei" "$work/book.db" "$work/book.db-wal" 2>/dev/null || complain "the name is kept"
pignus journal personal erase 1 --reason "asked by letter" --db "$work/book.db"
expect_code 2 "who erases?"
pignus journal personal erase 1 --person "Jane Doe" --db "$work/book.db"
expect_code 2 "why?"
pignus journal personal erase 1 --reason "asked by letter" --person "Jane Doe" --db "$work/book.db"
expect_code 0 "erase"
! grep -aq "Zhang Wei" "$work"/book.db* || complain "the name is still in the file"
grep -aq "Jane Doe" "$work"/book.db* || complain "other names are kept"
pignus journal personal erase 1 --reason "again" --person "Jane Doe" --db "$work/book.db"
expect_code 0 "erasing what is erased takes it off the disk again"
pignus journal personal show 1 --db "$work/book.db"
expect_code 0 "show"
expect_out "erased on"
pignus journal personal show 9 --db "$work/book.db"
expect_code 3 "a value there is not"
pignus journal verify --checkpoint "$work/kept.json" --public-key "$work/key.pub" --db "$work/book.db"
expect_code 0 "sound against the checkpoint from before the erasure"
pignus journal verify "$work/proof.json" --public-key "$work/key.pub"
expect_code 0 "a proof from before the erasure"
pignus journal export "$work/after.jsonl" --db "$work/book.db"
grep -q "asked by letter" "$work/after.jsonl" || complain "the journal says why"
pignus db backup "$work/backup.db" --db "$work/book.db"
expect_code 0 "backup"
! grep -aq "Zhang Wei" "$work/backup.db" || complain "the name is in a later backup"
pignus db rebuild "$work/erased.db" "$work/in" "$work/deep" "$extract" --known 2024-02-01 --db "$work/book.db" --json
expect_code 0 "rebuild after an erasure"
answer
[ "$(field erased_values)" = 1 ] || complain "one is erased"
pignus journal personal show 1 --db "$work/erased.db"
expect_out "erased on"
finish
