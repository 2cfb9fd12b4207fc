#!/usr/bin/env bash
# Programs that write the journal, killed at random moments: imports of many small sources, an entry
# each; checkpoints; rotations of the key. After each kill the journal verifies against the last
# checkpoint kept elsewhere, every entry that was told is there once, and nothing is there without
# its entry.
#   journal_killed.sh PROGRAM TREE        12 kills
# PIGNUS_KILLS: more of them (./check).
source "$(dirname "$0")/lib.sh"
kills=${PIGNUS_KILLS:-12}
readonly per_import=40 per_book=400
# Lines as they are printed, so that what was told before a kill is known.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0

made=0 # sources of this book
make_sources() { # COUNT
  sources=()
  for _ in $(seq "$1"); do
    made=$((made + 1))
    local n=$((10100000 + made)) file=$work/source-$made.xml
    cat >"$file" <<X
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>
<us-patent-grant lang="EN" dtd-version="v4.5 2014-04-03" file="US$n-20200107.XML" status="PRODUCTION" id="us-patent-grant" country="US" date-produced="20191223" date-publ="20200107">
<us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country><doc-number>$n</doc-number><kind>B2</kind><date>20200107</date></document-id></publication-reference>
<invention-title id="d0">Made-up device $n</invention-title>
<us-parties></us-parties>
</us-bibliographic-data-grant>
</us-patent-grant>
X
    sources+=("$file")
  done
}
begin_book() {
  db=$work/book.db
  rm -f "$db"* "$work"/source-* "$work"/kept.json
  made=0
  key=1 # whose turn it is
  : >"$work/acknowledged"
  make_sources 1
  pignus import "${sources[@]}" --db "$db"
  expect_code 0 "the first import"
}
killed_at() { # DELAY_MS ARGS…: what it printed is in told; 137 when it was killed
  local delay=$1
  shift
  code=0
  timeout -s KILL "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))" \
    stdbuf -oL "$program" "$@" >"$work/told" 2>"$work/stderr" || code=$?
  out=$(cat "$work/told")
  err=$(cat "$work/stderr")
  case $code in
    0) ;;
    137) killed=$((killed + 1)) ;;
    *) complain "neither killed nor done: ${*:0:4}" ;;
  esac
}
look() { # the whole store, against what was told
  local kept=()
  [ ! -s "$work/kept.json" ] || kept=(--checkpoint "$work/kept.json" --public-key "$work/key.1.pub")
  pignus journal verify "${kept[@]}" --db "$db"
  expect_code 0 "the journal after $killed kills"
  sqlite3 "$db" "SELECT json_extract(entry, '\$.body.name') FROM journal WHERE stream = 'imports'" | sort >"$work/entries"
  [ -z "$(uniq -d "$work/entries")" ] || complain "entered twice: $(uniq -d "$work/entries")"
  lost=$(sort -u "$work/acknowledged" | comm -23 - "$work/entries")
  [ -z "$lost" ] || complain "told, but not in the journal: $lost"
  [ "$(sqlite3 "$db" "SELECT count(*) FROM import WHERE state = 'complete'")" = "$(wc -l <"$work/entries")" ] ||
    complain "an import without its entry"
}
finish_book() { # what was on its way is taken up again, each source once
  told=$((told + $(sort -u "$work/acknowledged" | wc -l)))
  pignus import "$work"/source-*.xml --db "$db"
  expect_code 0 "the imports after the last kill"
  look
  [ "$(wc -l <"$work/entries")" = "$made" ] || complain "every source once"
  all=$((all + made))
}
rotate_key() {
  local next=$((key + 1)) turns
  if [ ! -e "$work/key.$next" ]; then
    pignus journal keys make "$work/key.$next"
    printf '%s\n' "$out" >"$work/key.$next.pub"
  fi
  killed_at $((RANDOM % (signs_ms + 1))) journal keys rotate "$work/key.$next.pub" --key "$work/key.$key" --db "$db"
  turns=$(($(sqlite3 "$db" "SELECT count(*) FROM journal WHERE stream = 'checkpoints' AND
    json_extract(entry, '\$.kind') = 'key_rotation'") + 1))
  [ "$turns" = "$next" ] || [ "$code" -ne 0 ] || complain "a rotation that was told is not there"
  [ "$turns" = "$next" ] || [ "$turns" = "$key" ] || complain "a key had its turn twice"
  key=$turns
}

RANDOM=20261129
killed=0 told=0 all=0
pignus journal keys make "$work/key.1"
printf '%s\n' "$out" >"$work/key.1.pub"
begin_book
make_sources $per_import
begun=$(date +%s%N)
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
    1) [ ! -s "$work/kept.json" ] || rotate_key ;;
    *)
      make_sources $per_import
      killed_at $((RANDOM % (lasts_ms + 1))) import "${sources[@]}" --db "$db"
      # A line that was cut off told nothing.
      grep -o '^source-[0-9]*\.xml: .*\.$' "$work/told" | cut -d: -f1 >>"$work/acknowledged"
      ;;
  esac
  look
  if [ "$made" -gt $per_book ]; then
    finish_book
    begin_book
  fi
done 2>"$work/kills" # where the shell tells of every kill
grep -A8 "^FAILED" "$work/kills" >&2
finish_book
[ "$told" -gt 0 ] || complain "no import was told before its program was killed"
echo "$killed kills; of $all imports $told were told before their program was killed or ended; $key keys in the last book"
finish
