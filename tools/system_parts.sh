#!/usr/bin/env bash
# What the whole suite needs beside Python: Chromium and PostgreSQL's server programs. Installs them where it may.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installerar ${missing[*]} från Debian."
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -qq --yes --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "Hela testsviten behöver ${missing[*]}. Installera med: apt-get install ${missing[*]}" >&2
  exit 1
fi
