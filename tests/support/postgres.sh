#!/usr/bin/env bash
# A private PostgreSQL server for the tests, reached by a socket in a temporary folder only.
#   tests/support/postgres.sh start FOLDER    FOLDER/url then tells where it is
#   tests/support/postgres.sh stop FOLDER
# PostgreSQL does not run as root: root hands it to the user "postgres", which the package made.
set -euo pipefail
action=$1
folder=$2
programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || { echo "postgres.sh: no PostgreSQL server is installed (postgresql-15)" >&2; exit 3; }

as_server=()
if [ "$(id -u)" -eq 0 ]; then
  as_server=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
stop() {
  [ -f "$folder/home" ] || return 0
  home=$(cat "$folder/home")
  if [ -d "$home/data" ]; then
    "${as_server[@]}" "$programs/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
  fi
  rm -rf "$home" "$folder/home" "$folder/url"
}

case "$action" in
  start)
    mkdir -p "$folder"
    stop # one that an earlier, broken-off run left behind
    home=$(mktemp -d "${TMPDIR:-/tmp}/pignus-postgres.XXXXXX")
    echo "$home" >"$folder/home"
    [ "$(id -u)" -ne 0 ] || chown postgres: "$home"
    cd "$home"
    "${as_server[@]}" "$programs/initdb" -D "$home/data" -U pignus --auth=trust --encoding=UTF8 \
      --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
    # Nothing the tests write must outlive a loss of power.
    "${as_server[@]}" "$programs/pg_ctl" -D "$home/data" -w -t 60 -l "$home/log" \
      -o "-k $home -c listen_addresses= -c fsync=${PIGNUS_TEST_FSYNC:-off} -c max_connections=200" start >/dev/null ||
      { cat "$home/log" >&2; exit 1; }
    echo "postgresql://pignus@/postgres?host=$home" >"$folder/url"
    ;;
  stop) stop ;;
  *) echo "postgres.sh: start or stop, not '$action'" >&2; exit 2 ;;
esac
