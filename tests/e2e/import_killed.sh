#!/usr/bin/env bash
# An import of a folder of many formats killed at random moments, started again each time: the same
# store, equal in content, as an import left alone.
#   import_killed.sh PROGRAM TREE          the import itself, 50 times
#   import_killed.sh PROGRAM TREE jobs     a job of it, 8 times: each takes over from the dead one
# PIGNUS_KILLS: more of them (./check).
source "$(dirname "$0")/lib.sh"
mode=${3:-import}
kills=${PIGNUS_KILLS:-50}
[ "$mode" = import ] || kills=${PIGNUS_KILLS:-8}
PYTHONPATH=$tree/tests/support PYTHONDONTWRITEBYTECODE=1 python3 - "$work" <<'P'
import os, sys, zipfile
from made_up_registers import write_events, write_grants
folder = os.path.join(sys.argv[1], "in")
write_events(os.path.join(folder, "own"), 400)
write_grants(os.path.join(folder, "grants.xml"), 10100000, 1000)
fees = "".join(f"{10100000 + i:013d} 15{i:06d} N 20170105 20200107 20230{1 + i % 9}15 M1551\n" for i in range(1000))
document = '''<exch:exchange-document country="EP" doc-number="{n}" kind="A1" date-publ="20200108" family-id="{n}" status="{s}" date-of-last-exchange="20200301"><exch:bibliographic-data><exch:publication-reference data-format="docdb"><document-id><country>EP</country><doc-number>{n}</doc-number><kind>A1</kind><date>20200108</date></document-id></exch:publication-reference><exch:invention-title lang="en">Made-up valve {n}</exch:invention-title></exch:bibliographic-data></exch:exchange-document>
'''
docdb = ('<?xml version="1.0" encoding="UTF-8"?><exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" date-of-exchange="20200301">'
         + "".join(document.format(n=4000000 + i, s="D" if i % 7 == 0 else "A") for i in range(500))
         + "</exch:exchange-documents>")
with zipfile.ZipFile(os.path.join(folder, "week.zip"), "w", zipfile.ZIP_DEFLATED) as z:
    for name, text in (("fees.txt", fees), ("docdb.xml", docdb), ("index.pdf", "no register")):
        z.writestr(zipfile.ZipInfo(name, (2020, 3, 1, 0, 0, 0)), text)
P
content() { # every fact, and where it was seen
  sqlite3 "$1" "SELECT f.kind, hex(f.hash), s.sha256, s.file, s.registry, g.record, g.origin FROM fact f
    JOIN sighting g ON g.fact_id = f.id JOIN import i ON i.id = g.import_id JOIN source s ON s.id = g.source_id
    WHERE i.state = 'complete' ORDER BY 1, 2, 3, 4, 5, 6, 7;
    SELECT name, sha256, state, facts, problems, merkle_root FROM import ORDER BY 1, 2;
    SELECT count(*) FROM fact WHERE id NOT IN (SELECT fact_id FROM sighting);" 2>&1 | sha256sum
}
begun=$(date +%s%N)
pignus import "$work/in" --db "$work/alone.db"
expect_code 0 "an import left alone"
lasts_ms=$((($(date +%s%N) - begun) / 1000000))
[ "$(sqlite3 "$work/alone.db" "SELECT count(*) > 2500 FROM fact")" = 1 ] || complain "the import should hold all formats"
# Slow machines: what is killed early is taken up, so all of the import is met anyway.
[ "$lasts_ms" -lt 1000 ] || lasts_ms=1000
alone=$(content "$work/alone.db")

# Whole stores are compared as they are finished; a new one is begun after each.
RANDOM=20261124
killed=0 finished=0
compare() {
  finished=$((finished + 1))
  [ "$(content "$work/killed.db")" = "$alone" ] || complain "after $killed kills the store is another"
  rm -f "$work"/killed.db*
}
begin=(import "$work/in" --db "$work/killed.db")
if [ "$mode" = jobs ]; then begin=(jobs run --once --lease 1 --db "$work/killed.db"); fi
while [ "$killed" -lt "$kills" ]; do
  # Left once a store; asked for again it is the same job.
  [ "$mode" = import ] || "$program" jobs add import "$work/in" --db "$work/killed.db" >/dev/null
  delay=$(((RANDOM * 32768 + RANDOM) % (lasts_ms + 1)))
  code=0
  timeout -s KILL "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))" \
    "$program" "${begin[@]}" >/dev/null 2>&1 || code=$?
  case $code in
    137)
      killed=$((killed + 1))
      [ "$mode" = import ] || sleep 1.1 # until the dead one's lease is over
      ;;
    0)
      # Killed three times the job has failed: added again, it waits again.
      if [ "$mode" = jobs ]; then
        pignus jobs show 1 --db "$work/killed.db" --json
        [[ $out == *'"state":"done"'* ]] || continue
      fi
      compare
      ;;
    *) complain "an import that was neither killed nor finished"; break ;;
  esac
done 2>"$work/kills"  # where the shell tells of every kill
pignus import "$work/in" --db "$work/killed.db"
expect_code 0 "the import after the last kill"
pignus show US10100999 --db "$work/killed.db"
expect_code 0 "the last right"
compare
grep -A8 "^FAILED" "$work/kills" >&2
echo "$killed kills, $finished stores finished after them; one import alone lasts $lasts_ms ms"
finish
