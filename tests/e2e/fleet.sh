#!/usr/bin/env bash
# A survey by threads and by a fleet gives the same bytes, whatever is killed meanwhile.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/../support/nats.sh"
PYTHONPATH=$tree/tests/support PYTHONDONTWRITEBYTECODE=1 python3 - "$work" <<'P'
import os, sys
from made_up_registers import write_events, write_grants
folder = os.path.join(sys.argv[1], "in")
write_events(os.path.join(folder, "plain"), 400)
for file in range(60):
    write_grants(os.path.join(folder, f"grants-{file:03d}.xml"), 10100000 + 200 * file, 200)
with open(os.path.join(folder, "grants-000.xml"), "a") as f:
    f.write("<us-patent-grant><broken></us-patent-grant>\n")
with open(os.path.join(folder, "letter.bin"), "wb") as f:
    f.write(b"\x00\x01 no register at all \xff\x1b[31m")
P

# Threads.
pignus survey "$work/in" --json --threads 1
expect_code 4 "a survey with one file that nobody reads"
cp "$work/stdout" "$work/expected"
[ "$(json "$work/expected" "d['totals']['files'], d['totals']['failed'], d['totals']['facts'] >= 12400, d['totals']['problems']")" = "62 1 True 1" ] ||
  complain "what is there should be found"
same() { # WHAT
  expect_code 4 "$1"
  cmp -s "$work/stdout" "$work/expected" || complain "$1: other bytes than on one thread"
}
pignus survey "$work/in" --json --threads 2
same "two threads"
pignus survey "$work/in" --threads 0
expect_code 2 "no threads"
pignus survey "$work/in/grants-001.xml"
expect_code 0 "one file"
expect_out "200 facts"
pignus survey "$work/in/letter.bin"
expect_code 4 "one file nobody reads"
pignus survey "$work/nothing"
expect_code 3 "no such path"

# Workers.
survey_by_fleet() { pignus survey "$work/in" --json --nats "$nats_url" "$@"; }
survey_by_fleet
expect_code 6 "no server answers"
start_nats
for count in 1 2 4; do
  for i in $(seq "$count"); do start_worker "w$i"; done
  survey_by_fleet
  same "$count workers"
  stop_workers
  [ "$(cat "$work"/w*.log | grep -c 'shard .* done')" -ge 62 ] || complain "each shard has its line"
  grep -q 'stopped: ' "$work/w1.log" || complain "a worker says what it did"
  rm -rf "$work"/w*.log "$work"/cache-w*  # everything is fetched anew
done

# In the middle of a job: `trouble`, when the first worker has done so many shards.
in_the_middle() { # WHAT SHARDS
  start_worker first
  start_worker second
  survey_by_fleet &
  local survey=$!
  until_log "$work/first.log" "$2" 'shard .* done'
  trouble
  wait "$survey"
  # The function ran in a shell of its own: its output is in the files.
  code=4
  same "$1"
  stop_workers
  rm -rf "$work"/first.log "$work"/second.log "$work"/cache-*
}
trouble() { kill -9 "${worker_pids[0]}"; }
in_the_middle "a worker killed with kill -9" 5
trouble() { kill -9 "${worker_pids[@]}"; start_worker third; }
in_the_middle "all workers killed, another started" 5
trouble() { kill -STOP "${worker_pids[0]}"; sleep 3; kill -CONT "${worker_pids[0]}"; }
in_the_middle "a worker that hung and came back" 5
trouble() { kill_nats; sleep 1; start_nats; }
in_the_middle "the server killed and started again" 5
trouble() { kill_nats; rm -rf "$work/store"; start_nats; }
in_the_middle "the server started again with nothing" 5

# Stopping either end.
"$program" survey "$work/in" --nats "$nats_url" >/dev/null 2>"$work/stderr" &
survey=$!
sleep 1
kill -INT "$survey"
wait "$survey"
[ $? -eq 130 ] || complain "Ctrl-C ends a survey nobody works on"

# A server that asks for a word.
kill_nats
start_nats 'authorization {user: bank, password: "right-word-of-tests"}'
export PIGNUS_NATS_USER=bank PIGNUS_NATS_PASSWORD=wrong-word-of-tests
survey_by_fleet
expect_code 2 "a wrong password"
expect_err "refuses"
start_worker wrong
wait "${worker_pids[0]}"
[ $? -eq 2 ] || complain "a worker with a wrong password ends with 2"
worker_pids=()
export PIGNUS_NATS_PASSWORD=right-word-of-tests
start_worker right
survey_by_fleet
same "the right password"

# The doctor sees who is there.
workers_verdict() { # VERDICT WHY
  PIGNUS_FLEET_URL=$nats_url pignus doctor --online --quick --json
  printf '%s' "$out" >"$work/doctor.json"
  local verdict
  verdict=$(json "$work/doctor.json" "[c['verdict'] for c in d['checks'] if c['check'] == 'workers'][0]")
  [ "$verdict" = "$1" ] || complain "$2: workers is $verdict, $1 expected"
}
workers_verdict ok "a worker that asks"
stop_workers
workers_verdict warning "no worker left"
grep -l 'word-of-tests' "$work"/*.log "$work/stdout" "$work/stderr" && complain "a password was printed"
unset PIGNUS_NATS_USER PIGNUS_NATS_PASSWORD

# The worker's flags and its man page agree.
sed 's/\\-/-/g' "$tree/docs/man/pignus-worker.1" >"$work/man"
for flag in $("$worker_program" --help | grep -oE -- '--[a-z-]+' | sort -u); do
  grep -qe "$flag" "$work/man" || complain "the worker's man page lacks $flag"
done
"$worker_program" --nats "$nats_url" --threads 0 2>/dev/null
[ $? -eq 2 ] || complain "a wrong flag ends the worker with 2"
finish
