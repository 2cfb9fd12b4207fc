#!/usr/bin/env bash
# The same book on a file and on a database server: the same answers, copies that agree, an import
# and a backup killed half-way.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/../support/databases.sh"
family=("$tree"/examples/one-family/*.{xml,txt,json})

database book
book=$url
pignus show US99900001 --db "$book"
expect_code 3 "an empty database is no store yet"
pignus import --db "$work/file.db" "${family[@]}"
expect_code 0 "import into a file"
files_say=$out
pignus import --db "$book" "${family[@]}"
expect_code 0 "import into the server"
[ "$out" = "$files_say" ] || complain "both say the same of an import"
for words in "show US99900001" "show EP9900001B1" "reference" "trades"; do
  pignus $words --db "$work/file.db" --json
  expected=$out
  pignus $words --db "$book" --json
  [ "$out" = "$expected" ] || complain "$words: file and server answer differently"
done

# Underwriting: the same report, and it can be made again from either.
pignus underwrite "$tree/examples/mingheng-sensors" --db "$work/file.db" --out "$work/on-file" --paths 500 2>/dev/null
if [ "$code" -eq 0 ]; then
  pignus underwrite "$tree/examples/mingheng-sensors" --db "$book" --out "$work/on-server" --paths 500
  expect_code 0 "underwrite on the server"
  cmp -s "$work/on-file/report.json" "$work/on-server/report.json" || complain "the reports differ"
  pignus verify "$work/on-file/report.json" --db "$book"
  expect_code 0 "the file's report verified from the server"
else
  complain "underwrite on the file"
fi

# Copies and backups agree with what they are copies of, across engines.
pignus db backup "$work/backup" --db "$book" --json
expect_code 0 "backup"
printf '%s' "$out" >"$work/backup.json"
database again
pignus db restore "$work/backup" --db "$url" --json
expect_code 0 "restore into a new database"
printf '%s' "$out" >"$work/restored.json"
pignus db copy "$work/copy.db" --db "$url" --json
expect_code 0 "copy from the server into a file"
printf '%s' "$out" >"$work/copied.json"
for part in content_sha256 journal; do
  [ "$(json "$work/backup.json" "d['$part']")" = "$(json "$work/restored.json" "d['$part']")" ] &&
    [ "$(json "$work/backup.json" "d['$part']")" = "$(json "$work/copied.json" "d['$part']")" ] ||
    complain "$part of backup, restored and copied store differ"
done
pignus db restore "$work/backup" --db "$url"
expect_code 8 "a store that holds something is not overwritten"
pignus db backup "$work/backup" --db "$book"
expect_code 8 "a backup never replaces a file"

# Killed half-way: no store, no backup, and the same command again does it.
database killed
for moment in 0.05 0.15 0.3; do
  "$program" import --db "$url" "${family[@]}" >/dev/null 2>&1 &
  sleep "$moment"
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
  "$program" db backup "$work/half-$moment" --db "$book" >/dev/null 2>&1 &
  sleep "$moment"
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
  [ ! -e "$work/half-$moment" ] || pignus show US99900001 --db "$work/half-$moment"
  rm -f "$work/half-$moment"
  pignus db backup "$work/half-$moment" --db "$book"
  expect_code 0 "a backup after one that was killed"
done
pignus import --db "$url" "${family[@]}"
expect_code 0 "import after three kills"
pignus show US99900001 --db "$url" --json
killed=$out
pignus show US99900001 --db "$book" --json
[ "$out" = "$killed" ] || complain "an import cut off and taken up again differs"

# No password is ever shown.
pignus show US1 --db "postgresql://someone:geheim@127.0.0.1:1/book?password=geheim"
expect_code 6 "a server that is not there"
[[ "$out$err" != *geheim* ]] || complain "a password was printed"
PIGNUS_DB="postgresql://someone:geheim@127.0.0.1:1/book" pignus config
expect_out "postgresql://someone@127.0.0.1:1/book"
[[ "$out$err" != *geheim* ]] || complain "a password was printed"
finish
