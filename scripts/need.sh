#!/usr/bin/env bash
# Installs what the tests need beyond Go, Node and make, when it is missing:
# a C compiler for the race detector, PostgreSQL, Chromium and Chinese fonts.
# Usage: scripts/need.sh cc postgres chromium
set -euo pipefail

postgres_bin() {
  local dir
  for dir in "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin /usr/local/pgsql/bin; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ]; then return 0; fi
  done
  return 1
}

missing=()
for need in "$@"; do
  case "$need" in
    cc) command -v gcc >/dev/null || command -v clang >/dev/null || missing+=(gcc libc6-dev) ;;
    postgres) postgres_bin || missing+=(postgresql) ;;
    chromium)
      # The shell without windows needs half the processor of a whole browser.
      command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
        command -v google-chrome >/dev/null || missing+=(chromium-headless-shell)
      # fc-list is asked without a pipe: grep -q would end it early and fail the pipeline.
      [ -n "$(fc-list :lang=zh 2>/dev/null || true)" ] || missing+=(fonts-noto-cjk fontconfig) ;;
    *) echo "need.sh: unknown need: $need" >&2; exit 2 ;;
  esac
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "Please install: ${missing[*]}" >&2
  exit 1
fi
sudo=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || { echo "Please install as root: apt-get install ${missing[*]}" >&2; exit 1; }
  sudo=(sudo)
fi
echo "Installing ${missing[*]}"
# The distribution's own cluster is not wanted: the tests start a throwaway one.
if [[ " ${missing[*]} " == *" postgresql "* ]]; then
  "${sudo[@]}" mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] ||
    echo 'create_main_cluster = false' | "${sudo[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
fi
"${sudo[@]}" apt-get update -qq
# Not every distribution has the shell.
apt-cache show chromium-headless-shell >/dev/null 2>&1 || missing=("${missing[@]/chromium-headless-shell/chromium}")
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
