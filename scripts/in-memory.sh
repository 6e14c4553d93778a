#!/usr/bin/env bash
# Runs a command with its temporary files in memory, where there is room for them.
# The tests make and delete some thousand files a second, most of them for databases
# of PostgreSQL that live for one test; a disk's file system spent a quarter of their
# time on that.
set -euo pipefail

memory=/dev/shm
needed=$((8 << 20)) # KiB; 1 GiB was seen there at most
room=$(df --output=avail "$memory" 2>/dev/null | tail -1 || true)
free=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo 2>/dev/null || true)
if [ ! -w "$memory" ] || [ "${room:-0}" -lt "$needed" ] || [ "${free:-0}" -lt "$((2 * needed))" ]; then
  exec "$@"
fi

folder=$(mktemp -d "$memory/yikou-XXXXXX")
chmod 711 "$folder" # PostgreSQL runs as somebody else
trap 'rm -rf "$folder"' EXIT
# What the compiler writes is large, and stays where it was.
GOTMPDIR="${GOTMPDIR:-${TMPDIR:-/tmp}}" TMPDIR="$folder" "$@"
