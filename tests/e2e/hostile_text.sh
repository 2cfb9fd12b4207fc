#!/usr/bin/env bash
# Names and register text that are not text: escape sequences, bytes that are no UTF-8, references to
# characters that are none. Nothing may command the terminal, and nothing may end the program.
source "$(dirname "$0")/lib.sh"
export PIGNUS_DB=$work/store.db
escape=$'\e'
safe() { # what -> neither output holds an escape byte, and the program ended by itself
  [[ $out$err != *"$escape"* && $out$err != *$'\u009b'* ]] || complain "an escape sequence reached the terminal: $1"
  [ "$code" -lt 64 ] || complain "the program was brought down: $1"
}

pignus import "$work/${escape}]0;owned$(printf '\a')${escape}[2J.xml"
expect_code 3 "a name with escape sequences"
safe "a missing file"
pignus show "US1${escape}[2J"
safe "a number"
pignus "${escape}[2Jfly"
safe "a command"
pignus config --db "$work/${escape}[2J.db"
safe "a setting"
pignus import "$work"/$'\xff\xfe.xml' --json
expect_code 3 "a name that is no UTF-8"
safe "a missing file in JSON"
printf '%s' "$err" >"$work/error.json"
[ "$(json "$work/error.json" "d['error']['code']")" = not_found ] || complain "the error is JSON"
pignus config --db "$work"/$'\xff.db' --json
safe "a setting that is no UTF-8"
expect_code 0 "config with a path that is no UTF-8"

# A maintenance-fee line whose number is no UTF-8, in a file whose name is none.
line="0000004287053 06218896 N 19801222 19810901 19881222 M171 "
bad=$'\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'
printf '%s\n%s%s\n%s\n' "$line" "$bad" "${line:13}" "$(printf 'x%.0s' {1..39})质押质押质押" >"$work"/$'fees\xff\e[2J.txt'
pignus import "$work"/$'fees\xff\e[2J.txt'
expect_code 0 "fees with broken lines"
safe "fees with broken lines"
pignus import "$work"/$'fees\xff\e[2J.txt' --json
expect_code 0 "the same again, as JSON"
printf '%s' "$out" >"$work/import.json"
[ "$(json "$work/import.json" "d['files'][0]['problems']")" = 2 ] || complain "two lines are set aside"

answer() { # name -> an assignment answer with one recording by it
  cat <<X
<?xml version="1.0" encoding="UTF-8"?>
<response><result name="response" numFound="1" start="0"><doc><str name="reelNo">12345</str><str name="frameNo">678</str><date name="recordedDate">2020-01-02T00:00:00Z</date><str name="conveyanceText">SECURITY INTEREST</str><arr name="patAssignorName"><str>$1</str></arr><arr name="patAssigneeName"><str>A BANK</str></arr><arr name="applNum"><str>13679689</str></arr><arr name="patNum"><str>8789601</str></arr></doc></result></response>
X
}
answer '&#xD800;' >"$work/surrogate.xml"
pignus import "$work/surrogate.xml" --json
expect_code 0 "a reference to half a character"
printf '%s' "$out" >"$work/import.json"
[ "$(json "$work/import.json" "d['files'][0]['problems']")" = 1 ] || complain "the record is set aside"
printf '<response/><?xml encoding=' >"$work/header.xml"
pignus import "$work/header.xml"
safe "a declaration cut off"
printf '<?xml version="1.0" encoding=?><response></response>' >"$work/header2.xml"
pignus import "$work/header2.xml"
expect_code 4 "a declaration without its encoding"

# Control characters in a register's words.
answer $'FIRM \e[2J\u009b31mLTD' >"$work/controls.xml"
pignus import "$work/controls.xml"
pignus show US8789601
expect_code 0 "a recording with control characters"
safe "show"

# A member of an archive whose name climbs out, commands the terminal and is no UTF-8.
python3 - "$work/slip.zip" <<'P'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as z:
    z.writestr("../../\x1b[2Jout.txt", "hello")
    z.writestr("fees.txt", "0000004287053 06218896 N 19801222 19810901 19881222 M171 \n")
data = open(sys.argv[1], "rb").read().replace(b"[2Jout", b"[2J\xff\xfet")
open(sys.argv[1], "wb").write(data)
P
pignus import "$work/slip.zip"
expect_code 0 "an archive with a hostile name"
safe "an archive with a hostile name"
expect_out "maintenance-fee" # the other member was read
[ ! -e "$work/../out.txt" ] || complain "a member was written outside"

# A dossier document whose name is no UTF-8 could not stand in a report.
cp -r "$tree/examples/us-well-services" "$work/dossier"
mkdir -p "$work/dossier/documents"
: >"$work/dossier/documents/"$'a\xff.txt'
pignus underwrite "$work/dossier" --out "$work/report"
expect_code 2 "a document whose name is no UTF-8"
safe "a document whose name is no UTF-8"
finish
