#!/usr/bin/env bash
# Programs that write the journal, killed at random moments: imports of many small sources, an entry
# each; checkpoints; rotations of the key. After each kill the journal verifies against the last
# checkpoint kept elsewhere, every entry that was told is there once, and nothing is there without
# its entry.
#   journal_killed.sh PROGRAM TREE        12 kills
# PIGNUS_KILLS: more of them (./check).
source "$(dirname "$0")/lib.sh"
kills=${PIGNUS_KILLS:-12}
db=$work/book.db
made=0 # sources so far
make_sources() { # COUNT: small sources of their own
  sources=()
  for _ in $(seq "$1"); do
    made=$((made + 1))
    printf 'right,code,st27,date,known,description,details,origin\nEP-P-%d,X1,,2020-02-03,,made up,,\n' $((4000000 + made)) \
      >"$work/source-$made.csv"
    sources+=("$work/source-$made.csv")
  done
}
make_sources 1
pignus import "${sources[@]}" --db "$db"
expect_code 0 "the first import"
pignus journal keys make "$work/key.1"
printf '%s\n' "$out" >"$work/first.pub"
key=1 # whose turn it is
# Lines as they are printed, so that what was told before a kill is known.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0
killed_at() { # DELAY_MS ARGS…: what it printed is in told; 137 when it was killed
  local delay=$1
  shift
  code=0
  timeout -s KILL "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))" \
    stdbuf -oL "$program" "$@" >"$work/told" 2>"$work/stderr" || code=$?
  case $code in
    0) ;;
    137) killed=$((killed + 1)) ;;
    *) complain "neither killed nor done: $*: $(cat "$work/stderr")" ;;
  esac
}

look() { # the whole store, against what was told
  kept=()
  [ ! -s "$work/kept.json" ] || kept=(--checkpoint "$work/kept.json" --public-key "$work/first.pub")
  pignus journal verify "${kept[@]}" --db "$db"
  expect_code 0 "the journal after $killed kills"
  sqlite3 "$db" "SELECT json_extract(entry, '\$.body.name') FROM journal WHERE stream = 'imports'" | sort >"$work/entries"
  [ -z "$(uniq -d "$work/entries")" ] || complain "entered twice: $(uniq -d "$work/entries")"
  lost=$(sort -u "$work/acknowledged" | comm -23 - "$work/entries")
  [ -z "$lost" ] || complain "told, but not in the journal: $lost"
  [ "$(sqlite3 "$db" "SELECT count(*) FROM import WHERE state = 'complete'")" = "$(wc -l <"$work/entries")" ] ||
    complain "an import without its entry"
}

RANDOM=20261129
killed=0 told=0
: >"$work/acknowledged"
begun=$(date +%s%N)
make_sources 40
pignus import "${sources[@]}" --db "$db"
expect_code 0 "imports left alone"
lasts_ms=$((($(date +%s%N) - begun) / 1000000))
begun=$(date +%s%N)
pignus journal checkpoint "$work/kept.json" --key "$work/key.1" --db "$db"
expect_code 0 "a checkpoint left alone"
signs_ms=$((($(date +%s%N) - begun) / 1000000))
while [ "$killed" -lt "$kills" ] && [ "$failures" -eq 0 ]; do
  case $((RANDOM % 4)) in
    0)
      rm -f "$work/new.json"
      killed_at $((RANDOM % (signs_ms + 1))) journal checkpoint "$work/new.json" --key "$work/key.$key" --db "$db"
      # A copy gets its name when it is whole; the checkpoint was committed before.
      [ ! -e "$work/new.json" ] || mv "$work/new.json" "$work/kept.json"
      ;;
    1)
      next=$((key + 1))
      if [ ! -e "$work/key.$next" ]; then
        pignus journal keys make "$work/key.$next"
        printf '%s\n' "$out" >"$work/key.$next.pub"
      fi
      killed_at $((RANDOM % (signs_ms + 1))) journal keys rotate "$work/key.$next.pub" --key "$work/key.$key" --db "$db"
      done_before=$code
      turns=$(sqlite3 "$db" "SELECT count(*) FROM journal WHERE stream = 'checkpoints' AND
        json_extract(entry, '\$.kind') = 'key_rotation'")
      [ "$turns" = "$key" ] || [ "$turns" = $((key - 1)) ] || complain "a key had its turn twice"
      [ "$done_before" -ne 0 ] || [ "$turns" = "$key" ] || complain "a rotation that was told is gone"
      key=$((turns + 1))
      ;;
    *)
      make_sources 40
      killed_at $((RANDOM % (lasts_ms + 1))) import "${sources[@]}" --db "$db"
      # A line that was cut off told nothing.
      grep -o '^source-[0-9]*\.csv: .*$' "$work/told" | cut -d: -f1 >>"$work/acknowledged"
      ;;
  esac
  look
done 2>"$work/kills" # where the shell tells of every kill
grep -A8 "^FAILED" "$work/kills" >&2
told=$(sort -u "$work/acknowledged" | wc -l)
[ "$told" -gt 0 ] || complain "no import was told before its program was killed"
# What was on its way is taken up again, each source once.
pignus import "$work"/source-*.csv --db "$db"
expect_code 0 "the imports after the last kill"
look
[ "$(wc -l <"$work/entries")" = "$made" ] || complain "every source once"
echo "$killed kills; $told imports of $made were told before their program was killed or ended, $key keys had their turn"
finish
