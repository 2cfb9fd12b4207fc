#!/usr/bin/env bash
# Real damage, and what the doctor says of it.
source "$(dirname "$0")/lib.sh"
export PIGNUS_DB=$work/data/store.db
registers=$tree/examples/us-well-services/registers
verdict() { # CHECK [FLAGS…]: runs the doctor, prints the verdict
  local check=$1
  shift
  pignus doctor --json "$@"
  printf '%s' "$out" >"$work/doctor.json"
  verdict=$(json "$work/doctor.json" "[c['verdict'] for c in d['checks'] if c['check'] == '$check'][0]")
}
expect_verdict() { # CHECK VERDICT WHY [FLAGS…]
  local check=$1 expected=$2 why=$3
  shift 3
  verdict "$check" "$@"
  [ "$verdict" = "$expected" ] || complain "$why: $check is $verdict, $expected expected"
  local advice
  advice=$(json "$work/doctor.json" "[c['advice'] for c in d['checks'] if c['check'] == '$check'][0]")
  case $expected in warning | failed) [ -n "$advice" ] || complain "$why: $check says nothing of what to do" ;; esac
  if [ "$(json "$work/doctor.json" "d['failed']")" = 0 ]; then expect_code 0 "$why"; else expect_code 1 "$why"; fi
}
fresh() { rm -rf "$work/data"; cp -r "$work/sound" "$work/data"; }

# Without a store: told, not failed.
expect_verdict store.open warning "no store yet"
expect_code 0 "a fresh machine is not ill"
[ ! -e "$work/data" ] || complain "the doctor made something"

pignus import "$registers"
expect_code 0 "a store to look at"
sqlite3 "$PIGNUS_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp -r "$work/data" "$work/sound"
before=$(sha256sum <"$PIGNUS_DB")
pignus doctor
expect_code 0 "a sound store"
expect_out "store.structure"
expect_out "imports 1"
pignus doctor --lang zh
expect_out "正常"
for check in configuration store.open store.version store.structure journal readers disk.store clock; do
  expect_verdict "$check" ok "a sound installation"
done
expect_verdict clock.drift unknown "nobody knows"
[ "$before" = "$(sha256sum <"$PIGNUS_DB")" ] || complain "the doctor changed the store"
expect_verdict store.structure unknown "left out" --quick
expect_verdict journal unknown "left out" --quick

# A flipped byte in a page's head.
python3 - "$PIGNUS_DB" <<'P'
import sys
with open(sys.argv[1], "r+b") as f:
    data = bytearray(f.read())
    size = int.from_bytes(data[16:18], "big")
    page = next(i for i in range(2, len(data) // size) if data[(i - 1) * size] == 13)  # a leaf of a table
    data[(page - 1) * size + 5] ^= 0xFF
    f.seek(0)
    f.write(data)
P
verdict store.structure
[ "$verdict" = failed ] || complain "a flipped byte is not seen: $verdict"
expect_code 1 "a damaged store"

# A file that is no store, and one cut in its middle.
fresh
printf 'this was a store once, and now it is a letter of some hundred bytes to nobody at all' >"$PIGNUS_DB"
expect_verdict store.open failed "no database"
fresh
truncate -s 20480 "$PIGNUS_DB"
verdict store.structure
{ [ "$verdict" = failed ] || [ "$verdict" = unknown ]; } || complain "a cut store is called $verdict"
expect_code 1 "a cut store"

# A tampered row: the structure is sound, the journal is not.
fresh
sqlite3 "$PIGNUS_DB" "UPDATE right_record SET title = 'Another title' WHERE fact_id = (SELECT min(fact_id) FROM right_record)" ||
  complain "the row could not be tampered with"
expect_verdict journal failed "a tampered row"
expect_verdict store.structure ok "a tampered row"

# Imports of older readers; a store of an older and of a newer program.
fresh
sqlite3 "$PIGNUS_DB" "UPDATE import SET reader = 'pignus 0.0.1; plain-format 0'"
expect_verdict readers warning "an older reader"
pignus doctor --quick
expect_out "registers"
expect_out "pignus import"
fresh
sqlite3 "$PIGNUS_DB" 'PRAGMA user_version = 1'
expect_verdict store.version warning "an older store"
fresh
sqlite3 "$PIGNUS_DB" 'PRAGMA user_version = 9999'
expect_verdict store.version failed "a newer store"

# Work that nobody does, an owner who is silent, and results of other rules.
fresh
expect_verdict jobs ok "no jobs"
expect_verdict models ok "no results"
pignus jobs add import "$registers"
expect_verdict jobs warning "a job that waits"
sqlite3 "$PIGNUS_DB" "UPDATE job SET state = 'running', lease_until = 1"
expect_verdict jobs warning "a silent owner"
pignus doctor --quick
expect_out "1 were left by an owner who is silent"
pignus jobs run --once
expect_verdict jobs ok "done"
pignus underwrite "$tree/examples/us-well-services" --out "$work/reports" --paths 200
expect_verdict models ok "results of today's rules"
sqlite3 "$PIGNUS_DB" "UPDATE result SET provenance = replace(provenance, 'risk/terms.toml', 'risk/terms-2019.toml')"
expect_verdict models warning "results of other rules" --quick
pignus doctor --quick
expect_out "risk/terms.toml"

# A clock that was set back: the store is of tomorrow.
fresh
sqlite3 "$PIGNUS_DB" "UPDATE import SET at = '2090-01-01'"
expect_verdict clock failed "an import of tomorrow"
fresh
touch -d 2090-01-01 "$PIGNUS_DB"
expect_verdict clock failed "a file of tomorrow"

# A folder that cannot be written.
fresh
chmod 555 "$work/data"
ordinary doctor --json --quick
expect_code 1 "a read-only folder"
printf '%s' "$out" >"$work/doctor.json"
[ "$(json "$work/doctor.json" "[c['verdict'] for c in d['checks'] if c['check'] == 'store.writable'][0]")" = failed ] ||
  complain "a read-only folder is not seen"
chmod 755 "$work/data"

# pignus-sheet away, and of another build.
mkdir "$work/alone"
cp "$program" "$work/alone/pignus"
saved=$program
program=$work/alone/pignus
expect_verdict sheet failed "no pignus-sheet" --quick
printf '#!/bin/sh\necho %s\n' "'{\"software\":\"0.0.9\",\"confined\":{}}'" >"$work/alone/pignus-sheet"
chmod +x "$work/alone/pignus-sheet"
expect_verdict sheet failed "pignus-sheet of another build" --quick
printf '#!/bin/sh\nexit 0\n' >"$work/alone/pignus-sheet"
expect_verdict sheet failed "a program that says nothing" --quick
program=$saved

# Settings that cannot be used: every other command refuses, the doctor says why.
mkdir -p "$HOME/.config/pignus"
printf 'sead = 3\n' >"$HOME/.config/pignus/pignus.toml"
expect_verdict configuration failed "an unknown key" --quick
printf '[limits]\nfile_size = "much"\n' >"$HOME/.config/pignus/pignus.toml"
expect_verdict configuration failed "a limit that is none" --quick
printf 'seed = 3\n' >"$HOME/.config/pignus/pignus.toml"
expect_verdict configuration ok "sound settings" --quick
rm "$HOME/.config/pignus/pignus.toml"
PIGNUS_CONFIG=$work/none.toml expect_verdict configuration failed "a file that is not there" --quick

# A full disk, a lock that is held, a log that cannot be written.
expect_verdict disk.store failed "a disk too full" --quick --limit "disk_to_keep_free=900 TiB"
expect_verdict log warning "a log nobody can write" --quick --log "$work/no/folder/log"
(
  exec 9>"$PIGNUS_DB.import"
  flock 9
  sleep 20
) &
holder=$!
for _ in $(seq 50); do flock -n "$PIGNUS_DB.import" true || break; sleep 0.1; done
if grep -q . /proc/locks 2>/dev/null; then
  expect_verdict store.lock warning "an import that runs" --quick
  pignus doctor --quick
  expect_out "process"
else # a system that shows no locks
  expect_verdict store.lock unknown "who holds the lock" --quick
fi
kill "$holder"
wait "$holder" 2>/dev/null

# Services are asked only when asked for.
export PIGNUS_ODP_KEY=portal-key-of-tests
expect_verdict fetch.odp ok "a key that is set" --quick
expect_verdict fetch.odp failed "a service that does not answer" --quick --online --base-url http://127.0.0.1:1
grep -q portal-key-of-tests "$work/doctor.json" "$work/stderr" && complain "the key was printed"
finish
