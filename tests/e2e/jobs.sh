#!/usr/bin/env bash
# Jobs on one book: shared by two programs, taken over from one that was killed, cancelled, failed; the
# same results as without jobs. On a file, and on a database server.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/../support/databases.sh"
database jobs
book=$url
dossiers=()
for i in 1 2 3 4 5 6; do
  cp -r "$tree/examples/mingheng-sensors" "$work/d$i"
  dossiers+=("$work/d$i")
done
options=(--paths 2000 --as-of 2026-06-30)
state() { # STORE JOB: its field $3
  pignus jobs show "$2" --db "$1" --json
  printf '%s' "$out" >"$work/job.json"
  json "$work/job.json" "d['$3']"
}

pignus underwrite "$work/d1" --db "$work/plain.db" --out "$work/plain" "${options[@]}"
expect_code 0 "underwrite without a job"
for store in "$work/file.db" "$book"; do
  out_folder=$work/out-$(basename "${store%%\?*}")
  pignus jobs --db "$store"
  expect_code 3 "no store yet"
  pignus jobs add underwrite "${dossiers[@]}" --db "$store" --out "$out_folder" "${options[@]}"
  expect_code 0 "add"
  expect_out "job 1"
  pignus jobs add underwrite "${dossiers[@]}" --db "$store" --out "$out_folder" "${options[@]}"
  expect_out "job 1"

  # The first owner is killed when something is done; the next goes on from there.
  "$program" jobs run --once --lease 1 --db "$store" >"$work/killed.log" 2>&1 &
  owner=$!
  for _ in $(seq 200); do
    [ "$(find "$out_folder" -name report.json 2>/dev/null | wc -l)" -ge 2 ] && break
    sleep 0.1
  done
  kill -9 "$owner" && wait "$owner" 2>/dev/null
  [ "$(state "$store" 1 state)" = running ] || complain "a killed owner's job is still his"
  kept=$(state "$store" 1 shards_done)
  [ "$kept" -ge 1 ] && [ "$kept" -lt 6 ] || complain "some, not all dossiers should be done: $kept"
  before=$(stat -c %Y.%y "$out_folder/d1/report.json")
  sleep 1.2
  pignus jobs run --once --db "$store"
  expect_code 0 "the next owner"
  [ "$(state "$store" 1 state)" = done ] || complain "done by the next"
  [ "$(state "$store" 1 attempt)" = 2 ] || complain "in the second attempt"
  [ "$(state "$store" 1 shards_done)" = 6 ] || complain "all six"
  [ "$before" = "$(stat -c %Y.%y "$out_folder/d1/report.json")" ] || complain "what was done is not done again"
  for i in 1 2 3 4 5 6; do
    cmp -s "$work/plain/report.json" "$out_folder/d$i/report.json" || complain "d$i: another report than without jobs"
  done

  # A source that cannot be read does not keep the others from being done.
  mkdir -p "$work/in"
  cp "$tree"/examples/one-family/*.xml "$work/in"
  echo "no register file" >"$work/in/zzz.xml"
  pignus jobs add import "$work/in" --db "$store"
  pignus jobs run --once --db "$store"
  expect_code 0 "import with a bad file"
  [ "$(state "$store" 2 "result']['failed")" = 1 ] || complain "one source failed, and is named"
  pignus jobs --db "$store"
  expect_out "1 of them with an error"
  pignus show US99900001 --db "$store"
  expect_code 0 "what the job imported is there"

  # Cancelled before it began, stopped by Ctrl-C, asked for what is not there.
  pignus jobs add import "$tree/examples/one-family" --db "$store"
  pignus jobs cancel 3 --db "$store"
  expect_code 0 "cancel"
  pignus jobs run --once --db "$store" --json
  expect_no_out '"job":3'
  pignus jobs cancel 3 --db "$store"
  expect_code 8 "cancelled once"
  pignus jobs show 99 --db "$store"
  expect_code 3 "no such job"
  pignus jobs add frobnicate x --db "$store"
  expect_code 2 "no such work"
  pignus jobs run --lease 0 --db "$store"
  expect_code 2 "a lease of no time"
done

# Two at once on the server: each job once.
for i in 1 2 3 4 5 6; do
  pignus jobs add underwrite "$work/d$i" --db "$book" --out "$work/two" "${options[@]}" --seed "$i"
done
"$program" jobs run --once --db "$book" --json >"$work/one.log" 2>&1 &
one=$!
"$program" jobs run --once --db "$book" --json >"$work/two.log" 2>&1
wait "$one"
[ "$(cat "$work/one.log" "$work/two.log" | grep -c '"done"')" = 6 ] || complain "six jobs done: $(cat "$work"/one.log "$work"/two.log)"
[ "$(cat "$work/one.log" "$work/two.log" | grep '"claimed"' | sort | uniq -d | wc -l)" = 0 ] || complain "a job was claimed twice"
pignus jobs add import "$tree/examples/one-family" "$work/in" --db "$book"
"$program" jobs run --db "$book" >"$work/waiting.log" 2>&1 &
waiting=$!
sleep 1.5
kill -INT "$waiting"
wait "$waiting" || complain "Ctrl-C ends a waiting runner well: $(cat "$work/waiting.log")"
finish
