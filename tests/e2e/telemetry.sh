#!/usr/bin/env bash
# Logs and metrics of real runs: every line sound, metrics in the right grammar, a full disk that ends
# nothing, limits that stop clearly and resume, and no secret anywhere.
source "$(dirname "$0")/lib.sh"
export PIGNUS_DB=$work/store.db
exposition() { python3 "$tree/tests/support/exposition.py" "$@"; }
registers=$tree/examples/us-well-services/registers
lines_sound() { # FILE: every line is a JSON object with what each has
  python3 - "$1" <<'P' || complain "the log is not sound: $1"
import json, re, sys
lines = open(sys.argv[1]).read().split("\n")
assert lines[-1] == "" and len(lines) > 1
for line in lines[:-1]:
    one = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one["time"]), line
    assert one["level"] in ("debug", "info", "warning", "error"), line
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", one["event"]), line
    assert "request" in one, line
P
}

# An import, told and counted.
PIGNUS_REQUEST_ID=call-17 pignus import "$registers" --log "$work/log" --metrics "$work/pignus.prom"
expect_code 0 "an import with log and metrics"
lines_sound "$work/log"
for event in run.started import.started import.finished run.finished; do
  grep -q "\"event\":\"$event\",\"request\":\"call-17\"" "$work/log" || complain "the log lacks $event"
done
grep -q '"job":"call-17/1"' "$work/log" || complain "the import has its job"
exposition "$work/pignus.prom" >"$work/families" || complain "the metrics are not as the format has them"
facts=$(exposition "$work/pignus.prom" 'pignus_import_facts_total{format="plain-format"}')
[ "$facts" = 98 ] || complain "98 facts expected, $facts counted"
[ "$(exposition "$work/pignus.prom" 'pignus_run_exit_code{command="import"}')" = 0 ] || complain "the exit code"
[ "$(find "$work" -name 'pignus.prom*' | wc -l)" = 1 ] || complain "rests of the metrics' file"

# Failures are told with their code; a run that fails says so in both.
printf 'no register' >"$work/bad.txt"
pignus import "$work/bad.txt" --log "$work/log2" --metrics "$work/pignus.prom"
expect_code 4 "a file of no format"
lines_sound "$work/log2"
grep -q '"event":"import.failed".*"code":"unsupported"' "$work/log2" || complain "the failure is told"
[ "$(exposition "$work/pignus.prom" 'pignus_run_exit_code{command="import"}')" = 4 ] || complain "the exit code of a failure"

# Underwriting, watching: their figures.
pignus underwrite "$tree/examples/us-well-services" --out "$work/report" --paths 500 --log "$work/log3" --metrics "$work/pignus.prom"
expect_code 0 "an underwriting"
lines_sound "$work/log3"
grep -q '"event":"underwrite.finished"' "$work/log3" || complain "the underwriting is told"
[ "$(exposition "$work/pignus.prom" pignus_underwrite_paths_total)" = 500 ] || complain "the paths are counted"
[ "$(exposition "$work/pignus.prom" pignus_underwrite_seconds_count)" = 1 ] || complain "the time is counted"
mkdir "$work/in"
cp -r "$registers" "$work/in/one"
pignus import --watch "$work/in" --once --log "$work/log4" --metrics "$work/pignus.prom"
expect_code 0 "a watched folder"
lines_sound "$work/log4"
[ "$(exposition "$work/pignus.prom" pignus_watch_looks_total)" -ge 1 ] || complain "the looks are counted"
grep -q '"event":"watch.ended"' "$work/log4" || complain "the end of watching is told"

# Levels, text for people, standard error, size.
pignus import "$registers" --log "$work/quiet" --log-level error
[ ! -s "$work/quiet" ] || complain "below its level nothing is told"
pignus import "$registers" --log stderr --log-format text
expect_err "INFO    import.finished"
pignus import "$registers" --log stderr
expect_err '"event":"import.finished"'
for _ in $(seq 16); do
  pignus import "$registers" --log "$work/small/log" --limit log_size=4KiB,log_files=3 2>/dev/null
  mkdir -p "$work/small"
done
[ "$(find "$work/small" -type f | wc -l)" = 3 ] || complain "three files expected: $(ls "$work/small")"
[ -z "$(find "$work/small" -type f -size +4096c)" ] || complain "a file of the log is too large"

# A full disk under the log or the metrics is said once and ends nothing.
pignus import "$registers" --log /dev/full --db "$work/full.db"
expect_code 0 "a log on a full disk"
[ "$(grep -c "the log cannot be written" "$work/stderr")" = 1 ] || complain "a full disk is said once"
pignus import "$registers" --metrics "$work/no/folder/x.prom"
expect_code 0 "metrics that cannot be written"
expect_err "metrics cannot be written"

# Limits: refused with the limit's name and how to change it; a disk that runs full stops and resumes.
pignus import "$registers" --db "$work/l.db" --limit file_size=1KiB
expect_code 5 "a file over its limit"
expect_err "PIGNUS_LIMIT_FILE_SIZE"
expect_err "flag --limit file_size"
pignus import "$registers" --db "$work/l.db" --limit nothing=1
expect_code 2 "no such limit"
pignus import "$registers" --db "$work/l.db" --limit file_size=1
expect_code 2 "below the least"
PIGNUS_LIMIT_DISK_TO_KEEP_FREE='900 TiB' pignus import "$registers" --db "$work/l.db" --metrics "$work/pignus.prom"
expect_code 5 "a disk too full"
expect_err "goes on from there"
expect_err "environment PIGNUS_LIMIT_DISK_TO_KEEP_FREE"
[ "$(exposition "$work/pignus.prom" 'pignus_limits_reached_total{limit="disk_to_keep_free"}')" = 1 ] || complain "the limit is counted"
pignus import "$registers" --db "$work/l.db"
expect_code 0 "going on with room"

# A record over its limit is set aside and told; after the limit is raised the same file is read again.
python3 - "$work/two.xml" <<'P'
import sys
head = '<?xml version="1.0" encoding="UTF-8"?><exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" date-of-exchange="20200301">'
one = '<exch:exchange-document country="EP" doc-number="{n}" kind="A1" date-publ="20200108" family-id="{n}" status="A" date-of-last-exchange="20200301"><exch:bibliographic-data><exch:publication-reference data-format="docdb"><document-id><country>EP</country><doc-number>{n}</doc-number><kind>A1</kind><date>20200108</date></document-id></exch:publication-reference><exch:invention-title lang="en">{t}</exch:invention-title></exch:bibliographic-data></exch:exchange-document>'
open(sys.argv[1], "w").write(head + one.format(n=4000001, t="Valve") + one.format(n=4000002, t="Long valve " * 800) + "</exch:exchange-documents>")
P
pignus import "$work/two.xml" --db "$work/r.db" --limit record_size=4KiB --json
expect_code 0 "a record over its limit"
printf '%s' "$out" >"$work/out.json"
[ "$(json "$work/out.json" "d['files'][0]['problems'], d['files'][0]['problem_list'][0]['code']")" = "1 limit_exceeded" ] ||
  complain "the record is set aside"
few=$(json "$work/out.json" "d['files'][0]['facts']")
pignus import "$work/two.xml" --db "$work/r.db" --limit record_size=4KiB
expect_out "imported before"
expect_out "limit record_size"
pignus import "$work/two.xml" --db "$work/r.db" --json
printf '%s' "$out" >"$work/out.json"
[ "$(json "$work/out.json" "d['files'][0]['read_again'], d['files'][0]['problems'], d['files'][0]['facts'] > $few")" = "True 0 True" ] ||
  complain "with room the same file is read again"
pignus import "$work/two.xml" --db "$work/r.db"
expect_out "imported before"

# A real disk that runs full, where this user may make one.
python3 - "$work/many.csv" <<'P'
import sys
with open(sys.argv[1], "w") as f:
    f.write("right,code,st27,date,known,description,details,origin\n")
    for i in range(40000):
        f.write(f"EP-P-{4000000 + i},X1,,2020-02-03,,made up {i * 7919},,\n")
P
mkdir "$work/many" "$work/disk"
mv "$work/many.csv" "$work/many/events.csv"
if mount -t tmpfs -o size=24m tmpfs "$work/disk" 2>/dev/null; then
  trap 'umount "$work/disk" 2>/dev/null; rm -rf "$work"' EXIT
  pignus import "$work/many" --db "$work/disk/s.db" --limit disk_to_keep_free=14MiB
  expect_code 5 "a small disk that runs full"
  expect_err "disk_to_keep_free"
  free_kib=$(df --output=avail -k "$work/disk" | tail -1)
  [ "$free_kib" -gt 7168 ] || complain "it stopped too late: $free_kib KiB left"
  mount -o remount,size=1g "$work/disk"
  pignus import "$work/many" --db "$work/disk/s.db" --limit disk_to_keep_free=14MiB --json
  expect_code 0 "going on after room was made"
  printf '%s' "$out" >"$work/out.json"
  [ "$(json "$work/out.json" "d['files'][0]['resumed_at'] > 0")" = True ] || complain "it began anew instead of going on"
  # The same with the bound off: the store says that it is full, and is sound.
  mount -o remount,size=100m "$work/disk" && rm "$work"/disk/s.db*
  head -c 92M /dev/zero >"$work/disk/ballast" 2>/dev/null
  pignus import "$work/many" --db "$work/disk/s.db" --limit disk_to_keep_free=0
  expect_code 6 "a full disk without the bound"
  rm "$work/disk/ballast"
  pignus import "$work/many" --db "$work/disk/s.db" --limit disk_to_keep_free=0
  expect_code 0 "going on after that"
  umount "$work/disk"
else
  echo "no disk may be mounted by this user: the store that cannot grow, below, stands for the full disk"
fi
# A store that may grow no further, which any user can bring about.
code=0
(
  trap '' XFSZ
  ulimit -f 4096 # KiB
  "$program" import "$work/many" --db "$work/bounded.db" --limit disk_to_keep_free=0 >"$work/stdout" 2>"$work/stderr"
) || code=$?
out=$(cat "$work/stdout")
err=$(cat "$work/stderr")
expect_code 6 "a store that cannot grow"
pignus import "$work/many" --db "$work/bounded.db"
expect_code 0 "going on when it can"

# No secret in any output: keys in every place a user may put them by mistake, passwords of addresses.
export PIGNUS_OPS_KEY=ops-key-0f PIGNUS_OPS_SECRET='ops "secret" 1d' PIGNUS_ODP_KEY=odp-key-77
url='postgresql://desk:pass-word-9@127.0.0.1:1/book?password=query-word-9'
secrets='ops-key-0f|ops "secret" 1d|ops \\"secret\\" 1d|odp-key-77|pass-word-9|query-word-9|b3BzLWtleS0wZjpvcHM'
: >"$work/all"
for words in "config" "config --json" "config --db $url" "config --db $url --json" "doctor --db $url --quick" \
  "doctor --db $url --quick --json" "show US8789601 --db $url" "show US8789601 --db $url --json" \
  "import $work/ops-key-0f.xml" "import $work/odp-key-77.xml --json" "import --odp-key-77" "show odp-key-77"; do
  # shellcheck disable=SC2086
  pignus $words --log "$work/secret.log" --log-level debug --metrics "$work/secret.prom"
  cat "$work/stdout" "$work/stderr" >>"$work/all"
done
PIGNUS_SEED=odp-key-77 pignus config
cat "$work/stdout" "$work/stderr" "$work/secret.log" "$work/secret.prom" >>"$work/all"
grep -nE "$secrets" "$work/all" && complain "a secret was printed"
grep -q '\*\*\*' "$work/all" || complain "nothing was hidden: the test asks nothing"
finish
