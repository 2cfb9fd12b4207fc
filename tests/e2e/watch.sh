#!/usr/bin/env bash
# A watched folder: complete files only, bad files once, a clean end, and a restart that goes on.
source "$(dirname "$0")/lib.sh"
export PIGNUS_DB=$work/store.db
mkdir "$work/in"
grant() { # number
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
# until_out TEXT: waits for a line of the watcher.
until_out() {
  for _ in $(seq 300); do
    grep -q "$1" "$work/watch.out" && return
    sleep 0.1
  done
  out=$(cat "$work/watch.out") err=$(cat "$work/watch.err") code=-
  complain "the watcher never said: $1"
}
watch() {
  "$program" import --watch "$work/in" --json >"$work/watch.out" 2>"$work/watch.err" &
  watcher=$!
}
stop() { # signal
  kill "-$1" "$watcher"
  code=0
  wait "$watcher" || code=$?
  out=$(cat "$work/watch.out") err=$(cat "$work/watch.err")
  expect_code 0 "ended by $1"
  expect_out '"event":"ended"'
}

pignus import --watch "$work/none" --once
expect_code 3 "no folder"
grant 10000001 >"$work/in/a.xml"
grant 10000002 | gzip >"$work/in/b.xml.gz"
grant 10000009 >"$work/in/c.xml.part"
printf 'hello\n' >"$work/in/readme.txt"
pignus import --watch "$work/in" --once
expect_code 4 "a file of no known format"
expect_out "a.xml"
expect_out "b.xml.gz"
expect_out "readme.txt"
expect_no_out "c.xml.part"
pignus import --watch "$work/in" --once
expect_code 0 "nothing new: the bad file is not tried again"
expect_no_out "readme.txt"
printf 'hello again, and longer\n' >"$work/in/readme.txt"
pignus import --watch "$work/in" --once
expect_code 4 "the bad file has changed"

watch
until_out '"event":"watching"'
grant 10000003 >"$work/d.xml"
mv "$work/d.xml" "$work/in/d.xml"
until_out 'd.xml'
mkdir "$work/in/later"
{ grant 10000004 | head -c 500; sleep 0.5; grant 10000004 | tail -c +501; } >"$work/in/later/e.xml"
until_out 'e.xml'
grep -q '"event":"failed"' "$work/watch.out" && complain "a file half written was read"
mv "$work/in/c.xml.part" "$work/in/c.xml"
until_out 'c.xml'
stop TERM
for n in 1 2 3 4 9; do
  pignus show US1000000$n
  expect_code 0 "grant $n"
done

# A restart looks at nothing it knows; another store starts anew.
grant 10000005 >"$work/in/f.xml"
watch
until_out 'f.xml'
stop INT
expect_no_out 'a.xml'
PIGNUS_DB=$work/other.db pignus import --watch "$work/in" --once
expect_out 'a.xml'
rm "$PIGNUS_DB"
pignus import --watch "$work/in" --once
expect_out 'a.xml'

# A store that lies in the folder is no source.
cp "$work/in/a.xml" "$work/own.xml"
mkdir "$work/both"
mv "$work/own.xml" "$work/both/"
for _ in 1 2; do
  PIGNUS_DB=$work/both/store.db pignus import --watch "$work/both" --once
  expect_code 0 "the store in its own folder"
done

# A folder and many files at once: one table, and the exit code tells of the bad one.
pignus import "$work/in" --db "$work/folder.db"
expect_code 4 "a folder with a file of no known format"
expect_out "Known before"
expect_out "readme.txt"
pignus import "$work"/in/*.xml --db "$work/folder.db" --json
expect_code 0 "sound files"
printf '%s' "$out" >"$work/out.json"
[ "$(json "$work/out.json" "d['totals']['already_there'], d['totals']['failed']")" = "4 0" ] || complain "four were there before"
finish
