#!/usr/bin/env bash
# Hostile and broken input: a clear error, the right exit code, nothing half-written.
source "$(dirname "$0")/lib.sh"
export PIGNUS_DB=$work/store.db
record() { # number -> one small made-up grant in the office's bulk layout
  cat <<X
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>
<us-patent-grant lang="EN" dtd-version="v4.5 2014-04-03" file="US$1-20200107.XML" status="PRODUCTION" id="us-patent-grant" country="US" date-produced="20191223" date-publ="20200107">
<us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country><doc-number>$1</doc-number><kind>B2</kind><date>20200107</date></document-id></publication-reference>
<application-reference appl-type="utility"><document-id><country>US</country><doc-number>15$(printf %06d $((10#$1 % 1000000)))</doc-number><date>20170105</date></document-id></application-reference>
<invention-title id="d0">Made-up device $1</invention-title>
<us-parties></us-parties>
</us-bibliographic-data-grant>
<claims id="claims"><claim id="CLM-1" num="1"><claim-text>1. A device.</claim-text></claim></claims>
</us-patent-grant>
X
}

record 10000001 >"$work/good.xml"
pignus import "$work/good.xml"
expect_code 0 "a good file"
expect_out "1"

{ record 10000002; record 10000003 | head -c 600; } >"$work/cut.xml"
pignus import "$work/cut.xml" --json
expect_code 0 "a file whose last record is cut off"
printf '%s' "$out" >"$work/import.json"
[ "$(json "$work/import.json" "d['files'][0]['problems'] >= 1")" = True ] || complain "the cut record is reported"
pignus show US10000002
expect_code 0 "the whole record before the cut"
pignus show US10000003
expect_code 3 "nothing of the cut record"

record 10000004 | sed 's/UTF-8/EBCDIC-XX/' >"$work/encoding.xml"
pignus import "$work/encoding.xml" --json
printf '%s' "$out" >"$work/import.json"
[ "$(json "$work/import.json" "d['files'][0]['problems'] >= 1")" = True ] || complain "a foreign encoding is a problem"

pignus import "$work"/none.xml
expect_code 3 "a file that is not there"
mkdir "$work/folder"
pignus import "$work/folder"
expect_code 3 "a folder that holds no register extract"
printf 'hello\n' >"$work/hello.txt"
pignus import "$work/hello.txt"
expect_code 4 "a file of no known format"
: >"$work/empty.xml"
pignus import "$work/empty.xml"
[ "$code" -ne 0 ] || complain "an empty file is an error"

head -c 300000000 /dev/zero | gzip -9 >"$work/bomb.xml.gz"
pignus import "$work/bomb.xml.gz"
[ "$code" -ne 0 ] || complain "a gzip bomb is refused"

PIGNUS_DB=$work/folder pignus import "$work/good.xml"
[ "$code" -ne 0 ] || complain "a folder is no store"
expect_err "$work/folder"
PIGNUS_DB=/proc/no/store.db pignus import "$work/good.xml"
[ "$code" -ne 0 ] || complain "a place that cannot be written"
printf 'not a database at all, only text\n' >"$work/text.db"
PIGNUS_DB=$work/text.db pignus show US10000001
[ "$code" -ne 0 ] || complain "a text file is no store"

# Again: known, and nothing doubled.
pignus import "$work/good.xml" "$work/good.xml" --json
expect_code 0 "the same file again"
pignus check "$work/folder"
[ "$code" -ne 0 ] || complain "a folder without dossier.toml"
expect_err "dossier.toml"
printf '{"format":"pignus.underwriting/1","provenance":{"as_of":{"true_on":"2024-01-01","known_by":"2024-01-01"},"seed":"1","paths":1000000000000000}}' >"$work/endless.json"
pignus verify "$work/endless.json"
expect_code 2 "a report that asks for more paths than any run has"
expect_err "provenance.paths"
ln -s /etc/hostname "$work/folder/dossier.toml"
pignus check "$work/folder"
expect_code 2 "a dossier file that leads out of the dossier"
expect_err "dossier.toml"
code=0
err=$("$program" show US10000001 2>&1 >/dev/full) || code=$?
expect_code 6 "an answer that cannot be written"
pignus fly
expect_code 2 "an unknown command"
expect_err "--help"
pignus show US10000001 --as-of 2020-13-01
expect_code 2 "a date that is none"
finish
