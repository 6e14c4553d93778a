#!/usr/bin/env bash
# Runs a command with YIKOU_TEST_POSTGRES pointing at a throwaway PostgreSQL that
# lives in a temporary folder, listens on no network and dies with the command.
# A database given in YIKOU_TEST_POSTGRES is used as it is.
set -euo pipefail

if [ -n "${YIKOU_TEST_POSTGRES:-}" ]; then
  exec "$@"
fi

bin=""
for dir in "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin /usr/local/pgsql/bin; do
  if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ]; then bin="$dir"; fi
done
[ -n "$bin" ] || { echo "PostgreSQL is missing; run scripts/need.sh postgres" >&2; exit 1; }

home=$(mktemp -d "${TMPDIR:-/tmp}/yikou-postgres-XXXXXX")
# PostgreSQL refuses to run as root.
as=()
if [ "$(id -u)" = 0 ]; then
  id postgres >/dev/null 2>&1 || useradd --system --home-dir /nonexistent --shell /usr/sbin/nologin postgres
  chown postgres "$home"
  as=(setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups env HOME="$home")
fi
chmod 755 "$home"

stop() {
  (cd / && "${as[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$home"
}
trap stop EXIT
(
  cd /
  "${as[@]}" "$bin/initdb" -D "$home/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 >/dev/null
  # The data is worth nothing, so nothing waits for the disk.
  "${as[@]}" "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" start -o "-c listen_addresses='' -c unix_socket_directories='$home' \
    -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=400 -c shared_buffers=256MB -c max_wal_size=4GB" >/dev/null
)
YIKOU_TEST_POSTGRES="postgres:///postgres?host=$home&user=postgres" "$@"
