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

# Figures that are missing, absurd or of the wrong kind: refused where they stand, or a wider value that says why.
example=$tree/examples/mingheng-sensors
altered() { # FILE SED-EXPRESSION: underwrites the example with one file changed
  rm -rf "$work/altered" "$work/altered-report" "$work"/altered.db*
  cp -r "$example" "$work/altered"
  sed -i "$2" "$work/altered/$1"
  cmp -s "$example/$1" "$work/altered/$1" && complain "sed changed nothing in $1: $2"
  pignus underwrite "$work/altered" --db "$work/altered.db" --out "$work/altered-report" --paths 300
}
refused() { # FILE SED-EXPRESSION WORDS WHAT
  altered "$1" "$2"
  expect_code 2 "$4"
  expect_err "$1"
  expect_err "$3"
  [ ! -e "$work/altered-report" ] || complain "$4: a report was written all the same"
}
refused rights.csv '3s/,21000000,/,-21000000,/' product_revenue "a negative revenue of a product"
refused rights.csv '3s/,21000000,/,2e300,/' product_revenue "a revenue beyond any firm's"
refused rights.csv '3s/,21000000,/,lots,/' product_revenue "a revenue that is no number"
refused dossier.toml '0,/^revenue = .*/s//revenue = -1/' revenue "a negative revenue in the accounts"
refused dossier.toml '0,/^total_assets = .*/s//total_assets = inf/' total_assets "assets without end"
refused dossier.toml '0,/^high = 0.05/s//high = 5/' royalty_rate "a royalty in per cent"
refused dossier.toml '0,/^name = "royalty_rate"/s//name = "discount_rate"\nlow = -3/' low "a key given twice"
refused dossier.toml '0,/^name = "royalty_rate"/s//name = "royalty_rte"/' royalty_rte "an assumption nobody reads"
refused dossier.toml 's/^currency = "CNY"/currency = "RMB"/' currency "a currency there is not"
altered plans.toml 's/^attrition = 0.05/attrition = 1.5/'
expect_code 2 "a plan that loses more than all each year"
expect_err attrition
[ ! -e "$work/altered-report" ] || complain "a report was written all the same"

report() { json "$work/altered-report/report.json" "$1"; }
# A record of an unknown kind is set aside and told; the right is then one without a record.
altered registers/rights.csv '3s/,invention,/,inventoin,/'
expect_code 0 "an unknown kind of right"
expect_err "set aside"
[ "$(report "d['rights'][0]['appraisal']['assumed_only']")" = True ] || complain "what was set aside is not valued as known"
# A currency without a rate: nothing is converted in silence.
altered dossier.toml 's/"CNY"/"CHF"/; s/"CNY 5000000.00"/"CHF 5000000.00"/'
expect_code 3 "a currency without a rate"
expect_err exchange_rate_USD_CHF
printf '[[assumptions]]\nname = "exchange_rate_USD_%s"\nlow = %s\nmode = %s\nhigh = %s\nunit = "per USD"\nsource = "the reader"\n' \
  CHF 0.8 0.85 0.9 CNY 6.8 7.1 7.3 >"$work/rates"
cat "$work/rates" >>"$work/altered/dossier.toml"
pignus underwrite "$work/altered" --db "$work/altered.db" --out "$work/altered-report" --paths 300
expect_code 0 "the same with the rates the reader gives"

# Missing figures widen and say so.
pignus underwrite "$example" --db "$work/altered.db" --out "$work/altered-report" --paths 300
spread() { report "[a['value']['p95'] / max(a['value']['p5'], 1) for a in [d['rights'][0]['appraisal']]][0]"; }
whole=$(spread)
altered rights.csv 's/,[0-9]*,\([0-9]*\)$/,,\1/'
expect_code 0 "no revenue of any product"
report "d['rights'][0]['appraisal']['methods_refused']" | grep -q relief_from_royalty:refused.no_product_revenue ||
  complain "why there is no relief from royalty"
[ "$(python3 -c "print($(spread) > $whole)")" = True ] || complain "less is known, the interval is wider"
# A class nobody knows is no class.
altered registers/rights.csv 's/G01L9\/12/QQ/'
expect_code 0 "an unknown class"
cp "$work/altered-report/report.json" "$work/unknown-class.json"
altered registers/rights.csv 's/G01L9\/12//'
expect_code 0 "no class"
[ "$(report "d['rights'][0]['appraisal']['value']")" = "$(json "$work/unknown-class.json" "d['rights'][0]['appraisal']['value']")" ] ||
  complain "an unknown class is valued as one that is not known"
# An expired right is worth nothing, and the reason is said.
altered registers/rights.csv '3s/,2021-06-18,,宁波/,2021-06-18,2025-12-31,宁波/'
expect_code 0 "a right expired"
[ "$(report "[(a['status']['state'], a['value']['p95']) for a in [d['rights'][0]['appraisal']]][0]")" = "('expired', 0)" ] ||
  [ "$(report "[(a['status']['state'], a['value']['p95']) for a in [d['rights'][0]['appraisal']]][0]")" = "('expired', 0.0)" ] ||
  complain "an expired right has a value"
report "d['rights'][0]['appraisal']['methods_refused']" | grep -q refused.right_expired || complain "why it is worth nothing"
# Groups of rights that make no sense.
rm -rf "$work/altered"
cp -r "$example" "$work/altered"
printf '[[groups]]\nname = "x"\nkind = "twins"\nrights = ["ZL201919999101.4", "ZL201919999112.2"]\nsource = "y"\n' >"$work/altered/groups.toml"
pignus underwrite "$work/altered" --db "$work/altered.db" --out "$work/altered-report"
expect_code 2 "a kind of group there is not"
expect_err "groups.toml"

code=0
err=$("$program" show US10000001 2>&1 >/dev/full) || code=$?
expect_code 6 "an answer that cannot be written"
pignus fly
expect_code 2 "an unknown command"
expect_err "--help"
pignus show US10000001 --as-of 2020-13-01
expect_code 2 "a date that is none"
finish
