#!/usr/bin/env bash
# Importing many register files and underwriting many dossiers, by threads and by a fleet: the same
# store, the same journal, the same reports and words, whatever is killed meanwhile.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/../support/nats.sh"
PYTHONPATH=$tree/tests/support PYTHONDONTWRITEBYTECODE=1 python3 - "$work" <<'P'
import os, sys
from made_up_registers import write_events, write_grants
folder = os.path.join(sys.argv[1], "in")
write_events(os.path.join(folder, "plain"), 400)
for file in range(24):
    write_grants(os.path.join(folder, f"grants-{file:03d}.xml"), 10100000 + 100 * file, 100)
# Its facts are more than a message holds.
write_grants(os.path.join(folder, "large.xml"), 10200000, 1500)
# As it is elsewhere already; with a bad record; nobody reads it.
write_grants(os.path.join(folder, "once-more.xml"), 10100000, 100)
with open(os.path.join(folder, "grants-000.xml"), "a") as f:
    f.write("<us-patent-grant><broken></us-patent-grant>\n")
with open(os.path.join(folder, "letter.bin"), "wb") as f:
    f.write(b"\x00\x01 no register at all \xff\x1b[31m")
P
for i in 1 2 3 4 5 6; do
  cp -r "$tree/examples/mingheng-sensors" "$work/firm-$i"
  sed -i "s/^title = \"/title = \"$i. /" "$work/firm-$i/dossier.toml"
done
mkdir "$work/firm-bad"
echo 'format = "no dossier"' >"$work/firm-bad/dossier.toml"

content() { # of a store: facts, where they were seen, imports, journal
  sqlite3 "$1" "SELECT f.kind, hex(f.hash), s.sha256, s.file, s.registry, g.record, g.origin, g.ordinal FROM fact f
    JOIN sighting g ON g.fact_id = f.id JOIN import i ON i.id = g.import_id JOIN source s ON s.id = g.source_id
    WHERE i.state = 'complete' ORDER BY 1, 2, 3, 4, 5, 6, 7, 8;
    SELECT name, sha256, state, facts, problems, merkle_root, reader FROM import ORDER BY 1, 2;
    SELECT stream, number, entry, hash FROM journal ORDER BY 1, 2;
    SELECT count(*) FROM quarantined;" 2>&1 | sha256sum
}

# Import.
pignus import "$work/in" --json --db "$work/alone.db"
expect_code 4 "an import with one file that nobody reads"
cp "$work/stdout" "$work/expected"
[ "$(json "$work/expected" "d['totals']['sources'], d['totals']['failed'], d['totals']['already_there'] + sum(f.get('duplicates', 0) > 0 for f in d['files'])")" = "28 1 1" ] ||
  complain "what is there should be imported"
alone=$(content "$work/alone.db")
same_store() { # WHAT
  expect_code 4 "$1"
  cmp -s "$work/stdout" "$work/expected" || complain "$1: other words than without a fleet"
  [ "$(content "$work/other.db")" = "$alone" ] || complain "$1: another store than without a fleet"
  rm -f "$work"/other.db*
}
for threads in 1 2 5; do
  pignus import "$work/in" --json --db "$work/other.db" --threads "$threads"
  same_store "$threads threads"
done
pignus import "$work/in" --threads 0 --db "$work/none.db"
expect_code 2 "no threads"

import_by_fleet() { pignus import "$work/in" --json --db "$work/other.db" --nats "$nats_url"; }
import_by_fleet
expect_code 6 "no server answers"
rm -f "$work"/other.db*
start_nats
for count in 1 2 4; do
  for i in $(seq "$count"); do start_worker "w$i"; done
  import_by_fleet
  same_store "$count workers"
  stop_workers
  [ "$(cat "$work"/w*.log | grep -c 'done: read-facts')" -ge 27 ] || complain "workers should have read"
  rm -rf "$work"/w*.log "$work"/cache-w*
done

# In the middle of a job: `trouble`, when the first worker has done so many shards.
in_the_middle() { # WHAT KIND SHARDS COMMAND…
  local what=$1 kind=$2 shards=$3
  shift 3
  start_worker first
  start_worker second
  "$@" &
  local command=$!
  until_log "$work/first.log" "$shards" "done: $kind"
  trouble
  wait "$command"
  code=4 # The function ran in a shell of its own: its output is in the files.
  stop_workers
  rm -rf "$work"/first.log "$work"/second.log "$work"/cache-*
}
trouble() { kill -9 "${worker_pids[0]}"; }
in_the_middle "a worker killed" read-facts 5 import_by_fleet
same_store "a worker killed with kill -9"
trouble() { kill_nats; rm -rf "$work/store"; sleep 1; start_nats; }
in_the_middle "a server emptied" read-facts 5 import_by_fleet
same_store "the server started again with nothing"

# The command itself killed: taken up by a fleet, by threads, and alone.
start_worker w1
for resume in "--nats $nats_url" "--threads 2" ""; do
  for moment in 0.3 0.7 1.1; do
    timeout -s KILL "$moment" "$program" import "$work/in" --db "$work/other.db" --nats "$nats_url" >/dev/null 2>&1
  done
  # shellcheck disable=SC2086
  pignus import "$work/in" --db "$work/other.db" $resume
  expect_code 4 "an import after kills, $resume"
  [ "$(content "$work/other.db")" = "$alone" ] || complain "taken up with '$resume' the store is another"
  rm -f "$work"/other.db*
done

# A watched folder; a table and a spreadsheet by a mapping.
pignus import --watch "$work/in" --once --db "$work/other.db" --nats "$nats_url"
expect_code 4 "a folder watched once"
[ "$(content "$work/other.db")" = "$alone" ] || complain "a watched folder: another store"
rm -f "$work"/other.db*
sed 's/^kind = "tsv"/kind = "sheet"/' "$tree/examples/mapping/pledges.toml" >"$work/sheet.toml"
python3 "$tree/tests/support/sheet_of_table.py" "$tree/examples/mapping/pledges.tsv" "$work/pledges.xlsx"
for table in "$tree/examples/mapping/pledges.tsv $tree/examples/mapping/pledges.toml" \
  "$work/pledges.xlsx $work/sheet.toml"; do
  mapped=(${table% *} --map ${table#* } --json)
  pignus import "${mapped[@]}" --db "$work/mapped.db"
  expect_code 0 "$table"
  [ "$(json "$work/stdout" "d['files'][0]['facts']")" -ge 2 ] || complain "$table: its pledges should be read"
  cp "$work/stdout" "$work/mapped"
  for how in "--nats $nats_url" "--threads 2"; do
    # shellcheck disable=SC2086
    pignus import "${mapped[@]}" --db "$work/other.db" $how
    expect_code 0 "$table, $how"
    cmp -s "$work/stdout" "$work/mapped" || complain "$table, $how: other words"
    [ "$(content "$work/other.db")" = "$(content "$work/mapped.db")" ] || complain "$table, $how: another store"
    rm -f "$work"/other.db*
  done
  rm -f "$work"/mapped.db*
done
stop_workers

# Appraising many rights: the same bytes by threads and by a fleet, also when a worker dies.
pignus import "$work/in" --db "$work/rights.db"
{ echo "# of the grants"; for i in $(seq 0 119); do echo "US$((10100000 + 6 * i))"; done; } >"$work/numbers"
appraise_all() { pignus appraise --from "$work/numbers" --json --paths 100 --as-of 2026-06-30 --db "$work/rights.db" "$@"; }
appraise_all
expect_code 0 "many rights"
cp "$work/stdout" "$work/expected"
[ "$(json "$work/expected" "len(d['appraisals']), d['appraisals'][7]['right'], d['format']")" = "120 US-P-10100042 pignus.appraisals/1" ] ||
  complain "each right has its appraisal, in the order asked for"
appraise_all --threads 2
cmp -s "$work/stdout" "$work/expected" || complain "appraised by two threads: other bytes"
appraise_by_fleet() { appraise_all --nats "$nats_url"; }
trouble() { kill -9 "${worker_pids[0]}"; }
in_the_middle "a worker killed" appraise 1 appraise_by_fleet
cmp -s "$work/stdout" "$work/expected" || complain "appraised by a fleet, a worker killed: other bytes"
# And valued again on a later day.
cp "$work/expected" "$work/appraised.json"
reappraise_all() { pignus reappraise "$work/appraised.json" --json --as-of 2027-06-30 --db "$work/rights.db" "$@"; }
reappraise_all
expect_code 0 "many rights valued again"
cp "$work/stdout" "$work/expected"
[ "$(json "$work/expected" "len(d['changes'])")" = 120 ] || complain "each right is valued again"
reappraise_all --threads 2
cmp -s "$work/stdout" "$work/expected" || complain "valued again by two threads: other bytes"
reappraise_by_fleet() { reappraise_all --nats "$nats_url"; }
in_the_middle "a worker killed" reappraise 1 reappraise_by_fleet
cmp -s "$work/stdout" "$work/expected" || complain "valued again by a fleet, a worker killed: other bytes"
pignus appraise --from "$work/numbers" --paths 100 --as-of 2026-06-30 --db "$work/rights.db"
expect_code 0 "a table"
expect_out "US-P-10100042"
echo "US99999999" >>"$work/numbers"
appraise_all
expect_code 3 "a right nobody knows"
echo "no number" >"$work/bad-numbers"
pignus appraise --from "$work/bad-numbers" --db "$work/rights.db"
expect_code 2 "no number of a right"
expect_err "bad-numbers"
pignus appraise --db "$work/rights.db"
expect_code 2 "no right at all"

# Underwriting. One of the dossiers cannot be read.
underwrite_all() {
  pignus underwrite "$work"/firm-[123] "$work/firm-bad" "$work"/firm-[456] --paths 300 --json \
    --db "$work/other.db" --out "$work/reports" "$@"
}
reports() { (cd "$work/reports" && find . -type f | sort | xargs sha256sum) | sha256sum; }
results() { sqlite3 "$1" "SELECT stream, number, entry, hash FROM journal ORDER BY 1, 2" | sha256sum; }
underwrite_all
expect_code 2 "one of seven dossiers is none"
cp "$work/stdout" "$work/expected"
[ "$(json "$work/expected" "d['totals']['dossiers'], d['totals']['failed'], len({x.get('report_sha256') for x in d['dossiers']})")" = "7 1 7" ] ||
  complain "six dossiers should be underwritten"
expected_reports=$(reports)
expected_results=$(results "$work/other.db")
pignus underwrite "$work/firm-4" --paths 300 --db "$work/single.db" --out "$work/single"
expect_code 0 "one dossier"
for file in report.json report.html report.zh.html; do
  cmp -s "$work/single/$file" "$work/reports/firm-4/$file" || complain "$file of one dossier differs from that of many"
done
pignus verify "$work/reports/firm-5/report.json" --db "$work/other.db"
expect_code 0 "a report of many verifies"
rm -rf "$work/reports" "$work"/other.db*
same_reports() { # WHAT
  cmp -s "$work/stdout" "$work/expected" || complain "$1: other words than alone"
  [ "$(reports)" = "$expected_reports" ] || complain "$1: other reports than alone"
  [ "$(results "$work/other.db")" = "$expected_results" ] || complain "$1: another journal than alone"
  rm -rf "$work/reports" "$work"/other.db*
}
underwrite_all --threads 2
same_reports "two threads"
for count in 1 2; do
  for i in $(seq "$count"); do start_worker "w$i"; done
  underwrite_all --nats "$nats_url"
  same_reports "$count workers"
  stop_workers
  [ "$(cat "$work"/w*.log | grep -c 'done: underwrite')" -ge 6 ] || complain "workers should have underwritten"
  rm -rf "$work"/w*.log "$work"/cache-w*
done
underwrite_by_fleet() { underwrite_all --nats "$nats_url"; }
trouble() { kill -9 "${worker_pids[0]}"; }
in_the_middle "a worker killed" underwrite 1 underwrite_by_fleet
same_reports "a worker killed with kill -9"
trouble() { kill_nats; sleep 1; start_nats; }
in_the_middle "a server killed" underwrite 1 underwrite_by_fleet
same_reports "the server killed and started again"

# As a person sees it.
pignus underwrite "$work/firm-1" "$work/firm-bad" --paths 300 --db "$work/table.db" --out "$work/reports"
expect_code 2 "a dossier and none"
expect_out "The reports lie in $work/reports"
expect_file "$work/reports/firm-1/report.html"
expect_out "2 dossiers, 1 of them not underwritten"
pignus underwrite "$work/firm-1" "$work/in/../firm-1/" --db "$work/table.db"
expect_code 2 "two dossiers of one name"
expect_err "the same name"
finish
