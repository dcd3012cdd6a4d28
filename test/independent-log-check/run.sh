#!/bin/sh
# Verifies an exported log with the Go project's own code, none of it Gatehouse's.
# Needs Go and golang.org/x/mod in GOPATH; on Debian: apt-get install golang-go golang-golang-x-mod-dev
# Usage: run.sh DIR VKEYFILE    exit status: 0 verified, 1 does not verify, 2 cannot be checked
set -eu

if [ $# -ne 2 ]; then
  echo "usage: run.sh DIR VKEYFILE" >&2
  exit 2
fi
if ! command -v go >/dev/null; then
  echo "Go is not installed; on Debian: apt-get install golang-go golang-golang-x-mod-dev" >&2
  exit 2
fi

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
program=$(mktemp)
trap 'rm -f "$program"' EXIT
GO111MODULE=off GOPATH="${GOPATH:-/usr/share/gocode}" go build -o "$program" "$here/main.go" || exit 2
"$program" "$1" "$2"
