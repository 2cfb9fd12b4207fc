#!/usr/bin/env bash
# Import killed at random moments, started again each time: the same store as an import left alone.
source "$(dirname "$0")/lib.sh"
python3 - "$work/many.xml" <<'P'
import sys
with open(sys.argv[1], "w") as f:
    for i in range(4000):
        n = 10100000 + i
        f.write(f'''<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>
<us-patent-grant lang="EN" dtd-version="v4.5 2014-04-03" file="US{n}-20200107.XML" status="PRODUCTION" id="us-patent-grant" country="US" date-produced="20191223" date-publ="20200107">
<us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country><doc-number>{n}</doc-number><kind>B2</kind><date>20200107</date></document-id></publication-reference>
<application-reference appl-type="utility"><document-id><country>US</country><doc-number>15{i:06d}</doc-number><date>20170105</date></document-id></application-reference>
<invention-title id="d0">Made-up device {n}</invention-title>
<us-parties></us-parties>
</us-bibliographic-data-grant>
<claims id="claims"><claim id="CLM-1" num="1"><claim-text>1. A device.</claim-text></claim></claims>
</us-patent-grant>
''')
P
pignus import "$work/many.xml" --db "$work/alone.db"
expect_code 0 "an import left alone"

killed=0
for delay in 0.05 0.1 0.2 0.3 0.4 0.5 0.7 0.9; do
  timeout -s KILL "$delay" "$program" import "$work/many.xml" --db "$work/killed.db" >/dev/null 2>&1
  [ $? -eq 137 ] && killed=$((killed + 1))
done 2>/dev/null  # the shell would tell of every kill
[ "$killed" -gt 0 ] || complain "no import was killed: the test proves nothing"
pignus import "$work/many.xml" --db "$work/killed.db"
expect_code 0 "the import after $killed kills"
rows() {
  sqlite3 "$1" "SELECT count(*), count(DISTINCT right_id) FROM right_record;" 2>&1
}
[ "$(rows "$work/alone.db")" = "$(rows "$work/killed.db")" ] || complain "$(rows "$work/alone.db") against $(rows "$work/killed.db")"
pignus show US10103999 --db "$work/killed.db"
expect_code 0 "the last right"
finish
