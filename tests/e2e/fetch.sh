#!/usr/bin/env bash
# The connectors against a service on this machine: every fault, then going on; keys stay secret.
source "$(dirname "$0")/lib.sh"
export PIGNUS_DB=$work/store.db PIGNUS_LOG=$work/fetch.log.jsonl PIGNUS_LOG_LEVEL=debug
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY all_proxy ALL_PROXY
mkdir "$work/answers"
python3 "$tree/tests/support/register_service.py" "$work/answers" "$work/log" >"$work/port" 2>"$work/service.err" &
service=$!
trap 'kill "$service" 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.1; done
[ -s "$work/port" ] || { echo "the service did not start" >&2; cat "$work/service.err" >&2; exit 1; }
base=http://127.0.0.1:$(cat "$work/port")
ops() { pignus fetch ops --base-url "$base" --into "$work/ops" "$@"; }
odp() { pignus fetch odp --base-url "$base" --into "$work/odp" "$@"; }
faults() { printf '%s\n' "$@" >"$work/answers/faults"; }
again() { rm -rf "$work/ops" "$work/odp"; : >"$work/log"; }
asked() { grep -c "$1" "$work/log"; }

biblio() { # number title
  cat <<X
<?xml version="1.0" encoding="UTF-8"?>
<ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org"><exchange-documents>
<exchange-document system="ops.epo.org" family-id="1" country="EP" doc-number="$1" kind="B1"><bibliographic-data>
<publication-reference><document-id document-id-type="docdb"><country>EP</country><doc-number>$1</doc-number><kind>B1</kind><date>20100203</date></document-id></publication-reference>
<application-reference doc-id="7"><document-id document-id-type="docdb"><country>EP</country><doc-number>05001234</doc-number><kind>A</kind><date>20050401</date></document-id></application-reference>
<parties><applicants><applicant sequence="1" data-format="original"><applicant-name><name>Made-up Pumps Ltd</name></applicant-name></applicant></applicants></parties>
<invention-title lang="en">$2</invention-title>
</bibliographic-data></exchange-document></exchange-documents></ops:world-patent-data>
X
}
biblio 9000001 "First made-up pump" >"$work/answers/EP.9000001.B1_biblio"
biblio 9000002 "Second made-up pump" >"$work/answers/EP.9000002.B1_biblio"
cat >"$work/answers/applications_19123456" <<'X'
{"count":1,"patentFileWrapperDataBag":[{"applicationNumberText":"19123456","applicationMetaData":{"filingDate":"2024-03-05","inventionTitle":"Made-up valve","applicationTypeLabelName":"Utility","applicationStatusDescriptionText":"Docketed New Case","applicationStatusDate":"2024-04-01"}}]}
X

# Without keys: which one is missing, and nothing is asked.
ops EP9000001B1
expect_code 2 "no key"
expect_err "PIGNUS_OPS_KEY"
PIGNUS_OPS_KEY=key-of-tests ops EP9000001B1
expect_err "PIGNUS_OPS_SECRET"
odp 19123456
expect_err "PIGNUS_ODP_KEY"
[ ! -s "$work/log" ] || complain "something was asked without a key"
export PIGNUS_OPS_KEY=key-of-tests PIGNUS_OPS_SECRET=word-of-tests PIGNUS_ODP_KEY=portal-key-of-tests
pignus fetch ops EP9000001B1 --base-url http://example.org
expect_code 2 "keys do not go over plain http"
pignus fetch moon EP9000001B1
expect_code 2 "no such service"
ops EP9000001B1 --kind rumours
expect_code 2 "no such kind"
printf '# a list\nEP9000001B1\nnonsense\n' >"$work/numbers"
ops "$work/numbers"
expect_code 2 "a bad number"
expect_err "record 3"

# Sound answers are saved, imported and not asked for again.
printf 'EP9000001B1\r\n\nEP 9000002 B1\n' >"$work/numbers"
ops "$work/numbers" EP9000009B1
expect_code 0 "sound answers"
expect_out "nothing on this number"
expect_file "$(ls "$work"/ops/ops-biblio-EP.9000001.B1-*.xml)"
pignus show EP9000001B1
expect_out "First made-up pump"
before=$(asked biblio)
ops "$work/numbers" EP9000009B1 --json
expect_code 0 "the same again"
[ "$(asked biblio)" = "$before" ] || complain "what was there was asked for again"
printf '%s' "$out" >"$work/out.json"
[ "$(json "$work/out.json" "d['there_before'], len(d['files'])")" = "3 2" ] || complain "three were there before"
odp 19/123,456
expect_code 0 "the portal"
expect_file "$(ls "$work"/odp/odp-application-19123456-*.json)"

# Every passing fault is outlived.
for fault in 500 503 truncated reset html malformed "429 1" expired moved; do
  again
  faults "biblio $fault"
  ops EP9000001B1
  expect_code 0 "outlived: $fault"
  [ "$(asked "EP.9000001.B1")" -ge 2 ] || complain "$fault should have been met"
done
again
faults "applications 500" "applications truncated" "applications 429 2"
odp 19123456
expect_code 0 "the portal's faults"
again
faults "biblio slow"
ops EP9000001B1 --timeout 2
expect_code 0 "outlived: slow"
again
faults "accesstoken 500"
ops EP9000001B1
expect_code 0 "outlived: no token at once"

# Lasting ones are told, and others go on.
again
faults "9000001 huge"
ops EP9000001B1 EP9000002B1
expect_code 6 "a huge answer"
expect_out "larger than"
expect_file "$(ls "$work"/ops/ops-biblio-EP.9000002.B1-*.xml)"
again
faults "9000001 elsewhere"
ops EP9000001B1
expect_code 6 "a redirect to another host"
again
faults "9000002 quota"
ops EP9000001B1 EP9000002B1
expect_code 5 "a quota"
expect_err "IndividualQuotaPerHour"
expect_err "471859200"
expect_err "in an hour"
ops EP9000001B1 EP9000002B1
expect_code 0 "going on after the quota"
[ "$(asked 9000001)" = 1 ] || complain "what was done before the quota stays done"
again
faults "9000001 429 7200000"
ops EP9000001B1
expect_code 5 "a wait of two hours"
expect_err "UTC"
PIGNUS_OPS_SECRET=wrong ops EP9000001B1
expect_code 2 "a wrong secret"
expect_err "PIGNUS_OPS_KEY and PIGNUS_OPS_SECRET"

# Answers of the shared folder, where it is there.
shared=$tree/../shared/data
if [ -d "$shared/epo/ops" ]; then
  again
  cp "$shared"/epo/ops/063-* "$work/answers/EP.2400812.A1_biblio"
  cp "$shared"/epo/ops/081-* "$work/answers/epodoc_EP2400812"
  cp "$shared"/epo/ops/074-* "$work/answers/EP.2400812.A1_biblio2"
  cp "$shared"/uspto/odp/001.json "$work/answers/applications_15256590"
  ops EP2400812A1 --json
  expect_code 0 "a real bibliographic answer"
  ops EP2400812 --kind legal --json
  expect_code 0 "a real legal answer"
  printf '%s' "$out" >"$work/out.json"
  [ "$(json "$work/out.json" "d['files'][0]['facts'] > 0")" = True ] || complain "its events are read"
  odp 15256590 --json
  expect_code 0 "a real answer of the portal"
else
  echo "skipped: replaying real answers (no ../shared/data)"
fi

# What was asked is told and counted.
again
faults "biblio 500"
ops EP9000001B1 --metrics "$work/pignus.prom"
counted() { python3 "$tree/tests/support/exposition.py" "$work/pignus.prom" "$1"; }
[ "$(counted 'pignus_fetch_requests_total{service="ops",status="500"}')" = 1 ] || complain "the fault is counted"
[ "$(counted 'pignus_fetch_requests_total{service="ops",status="200"}')" = 2 ] || complain "token and answer are counted"
[ "$(counted 'pignus_fetch_bytes_total{service="ops"}')" -gt 100 ] || complain "the bytes are counted"
counted 'pignus_fetch_wait_seconds_total{service="ops",status="500"}' >/dev/null || complain "the wait is counted"
for event in fetch.started fetch.request fetch.waiting fetch.finished import.finished; do
  grep -q "\"event\":\"$event\"" "$PIGNUS_LOG" || complain "the log lacks $event"
done

# No key is anywhere it should not be.
if grep -rlE 'key-of-tests|word-of-tests|portal-key|token-[0-9]' "$work"/ops "$work"/odp "$PIGNUS_DB" "$PIGNUS_LOG" "$work/pignus.prom" "$work/stdout" "$work/stderr" 2>/dev/null; then
  complain "a key was stored or printed"
fi
finish
