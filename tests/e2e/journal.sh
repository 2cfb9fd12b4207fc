#!/usr/bin/env bash
# The journal as evidence: checkpoints kept elsewhere, proofs, an export; and one who can write the store
# rewrites an entry with every hash after it made anew.
source "$(dirname "$0")/lib.sh"
db=$work/book.db
pignus import "$tree"/examples/one-family/*.xml --db "$db"
expect_code 0 "import"

pignus journal keys make "$work/key" --db "$db"
expect_code 0 "a key"
printf '%s\n' "$out" >"$work/key.pub"
[ "$(stat -c %a "$work/key")" = 600 ] || complain "the key file is its owner's only"
seed=$(json "$work/key" "d['seed']")
expect_no_out "$seed"
pignus journal keys make "$work/key" --db "$db"
expect_code 8 "a key file is never overwritten"
pignus journal keys show "$work/key"
[ "$out" = "$(cat "$work/key.pub")" ] || complain "the public key is shown again"

pignus journal checkpoint --db "$db"
expect_code 2 "signing without a key"
pignus journal checkpoint "$work/copy.json" --key "$work/key" --db "$db"
expect_code 0 "checkpoint"
expect_file "$work/copy.json"
kept=(--checkpoint "$work/copy.json" --public-key "$work/key.pub")
pignus journal verify "${kept[@]}" --db "$db"
expect_code 0 "a sound journal"
expect_out "The journal is sound"
pignus journal verify --db "$db" --lang zh
expect_out "日志完好"

pignus journal prove entry imports 1 --db "$db"
expect_code 0 "proof of an entry"
cp "$work/stdout" "$work/entry.json"
pignus journal verify "$work/entry.json" --public-key "$work/key.pub"
expect_code 0 "a proof needs no store"
expect_out "entry 1 of stream"
sed 's/docdb/docdc/; s/merkle_root/merkle_r00t/' "$work/entry.json" >"$work/bent.json"
pignus journal verify "$work/bent.json" --public-key "$work/key.pub"
expect_code 7 "a proof of a tampered entry"
pignus journal verify "$work/entry.json"
expect_code 2 "a proof without a key kept elsewhere"

pignus journal keys make "$work/key2"
printf '%s\n' "$out" >"$work/key2.pub"
pignus journal keys rotate "$work/key2.pub" --key "$work/key" --db "$db"
expect_code 0 "rotation"
pignus journal checkpoint --key "$work/key" --db "$db"
expect_code 8 "a retired key signs no more"
pignus journal checkpoint "$work/copy2.json" --key "$work/key2" --db "$db"
expect_code 0 "the new key signs"
pignus journal prove growth 1 --db "$db"
cp "$work/stdout" "$work/growth.json"
pignus journal verify "$work/growth.json" --public-key "$work/key.pub"
expect_code 0 "growth under the first key"
expect_out "checkpoint 2 only adds to checkpoint 1"
pignus journal keys --db "$db"
expect_out "2 checkpoints"

pignus journal export "$work/journal.jsonl" --db "$db"
expect_code 0 "export"
pignus journal verify "$work/journal.jsonl" "${kept[@]}" --json
expect_code 0 "an export needs no store"
printf '%s' "$out" >"$work/verdict.json"
[ "$(json "$work/verdict.json" "d['checkpoints']")" = 2 ] || complain "both checkpoints are in the export"
head -c -100 "$work/journal.jsonl" >"$work/cut.jsonl"
pignus journal verify "$work/cut.jsonl" "${kept[@]}"
expect_code 2 "an export that was cut off"

# All that one can do who writes the store and knows the format, but has no key.
cp "$db" "$work/forged.db"
python3 - "$work/forged.db" <<'PYTHON'
import hashlib, json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
previous = ""
for number, text in db.execute("SELECT number, entry FROM journal WHERE stream = 'imports' ORDER BY number").fetchall():
    entry = json.loads(text)
    entry["previous"] = previous
    if number == 1:
        entry["body"]["at"] = "1999-01-01"
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    previous = hashlib.sha256(text.encode()).hexdigest()
    db.execute("UPDATE journal SET entry = ?, hash = ? WHERE stream = 'imports' AND number = ?", (text, previous, number))
db.execute("UPDATE journal_head SET hash = ? WHERE stream = 'imports'", (previous,))
db.execute("DELETE FROM journal WHERE stream = 'checkpoints'")
db.execute("DELETE FROM journal_head WHERE stream = 'checkpoints'")
db.commit()
PYTHON
pignus journal verify --db "$work/forged.db"
expect_code 0 "nothing inside tells"
expect_out "could have rewritten all of it"
pignus journal verify "${kept[@]}" --db "$work/forged.db"
expect_code 7 "the copy tells"
expect_err 'journal stream "imports", entries 1 to'
pignus journal verify --public-key "$work/key.pub" --db "$work/forged.db"
expect_code 7 "a journal without checkpoints under a public key"

# Rolled back to before the second checkpoint.
cp "$db" "$work/back.db"
sqlite3 "$work/back.db" "DELETE FROM journal WHERE stream = 'checkpoints' AND number > 2;
  UPDATE journal_head SET number = 2, hash = (SELECT hash FROM journal WHERE stream = 'checkpoints' AND number = 2)
  WHERE stream = 'checkpoints'"
pignus journal verify "${kept[@]}" --db "$work/back.db"
expect_code 0 "the older copy cannot tell"
pignus journal verify --checkpoint "$work/copy2.json" --public-key "$work/key.pub" --db "$work/back.db"
expect_code 7 "the newer copy tells"
pignus journal nonsense
expect_code 2 "an action there is not"
finish
