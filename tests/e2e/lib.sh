# Sourced by each end-to-end script: a private home and store, and assertions that say what failed.
# Usage of a script: NAME.sh PROGRAM SOURCE_TREE
set -uo pipefail
# Debian's own tools first: what stands before them in some people's PATH makes each call of python3
# take longer than what it is called for.
PATH=/usr/bin:/bin:$PATH
program=$1
tree=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work/home XDG_DATA_HOME= XDG_CONFIG_HOME= LC_ALL=C.UTF-8 PIGNUS_LANG=en
unset PIGNUS_DB PIGNUS_OUT PIGNUS_CONFIG
mkdir -p "$HOME"
failures=0

# pignus ARGS…: runs the program; its output is in $out, its errors in $err, its exit code in $code.
pignus() {
  code=0
  "$program" "$@" >"$work/stdout" 2>"$work/stderr" || code=$?
  out=$(cat "$work/stdout")
  err=$(cat "$work/stderr")
}
# ordinary ARGS…: the same by a user who may write only what he is allowed to, which root is not.
ordinary() {
  [ "$(id -u)" -eq 0 ] || { pignus "$@"; return; }
  mkdir -p "$work/ordinary"
  cp "$program" "$(dirname "$program")/pignus-sheet" "$work/ordinary"
  chmod 755 "$work" "$work/ordinary"
  code=0
  setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nowhere "$work/ordinary/pignus" "$@" \
    >"$work/stdout" 2>"$work/stderr" || code=$?
  out=$(cat "$work/stdout")
  err=$(cat "$work/stderr")
}
complain() {
  echo "FAILED: $*" >&2
  printf '  exit code %s\n--- stdout\n%s\n--- stderr\n%s\n' "$code" "${out:0:2000}" "${err:0:2000}" >&2
  failures=$((failures + 1))
}
expect_code() { [ "$code" -eq "$1" ] || complain "exit code $1 expected: $2"; }
expect_out() { [[ $out == *"$1"* ]] || complain "standard output should hold: $1"; }
expect_no_out() { [[ $out != *"$1"* ]] || complain "standard output should not hold: $1"; }
expect_err() { [[ $err == *"$1"* ]] || complain "standard error should hold: $1"; }
expect_file() { [ -s "$1" ] || complain "file should be there: $1"; }
# json FILE EXPRESSION: value of a Python expression over the parsed document d.
json() { python3 -c "import json,sys; d=json.load(open(sys.argv[1])); print($2)" "$1"; }
finish() {
  [ "$failures" -eq 0 ] || exit 1
  echo "all as expected"
}
