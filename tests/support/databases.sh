# Sourced after lib.sh: databases of the script's own on the server that ctest's fixture starts; gone
# with the script.
[ -s "${PIGNUS_TEST_POSTGRES:-}" ] || { echo "needs the server that ctest's fixture starts" >&2; exit 1; }
server=$(cat "$PIGNUS_TEST_POSTGRES")
made=()
# database NAME: a new, empty one; its URL in $url.
database() {
  local name=e2e_$$_$1
  psql -q "$server" -c "CREATE DATABASE $name TEMPLATE template0" || exit 1
  made+=("$name")
  url=${server/\/postgres\?//$name?}
}
drop() {
  for name in "${made[@]}"; do psql -q "$server" -c "DROP DATABASE IF EXISTS $name WITH (FORCE)"; done
  rm -rf "$work"
}
trap drop EXIT
