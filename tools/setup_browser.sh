#!/usr/bin/env bash
# Sees to it that the browser tests find a Chromium and a proper font; installs them through apt
# when they are missing and that is allowed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

has_browser() {
  local name
  for name in "${PTMB_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then return 0; fi
  done
  # Playwright's own download, when somebody made it.
  .venv/bin/python - <<'PY'
import pathlib, sys
from playwright.sync_api import sync_playwright

with sync_playwright() as play:
    sys.exit(not pathlib.Path(play.chromium.executable_path).exists())
PY
}

has_font() {
  command -v fc-list >/dev/null && fc-list : family | grep -qi roboto
}

apt_install() {
  local sudo=()
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" != 0 ]; then
    sudo=(sudo -n)
    sudo -n true 2>/dev/null || return 1
  fi
  "${sudo[@]}" apt-get update -qq &&
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"
}

missing=()
has_browser || missing+=(chromium)
has_font || missing+=(fontconfig fonts-roboto-unhinted)
[ ${#missing[@]} -eq 0 ] && exit 0

log=$(mktemp)
apt_install "${missing[@]}" >"$log" 2>&1 || cat "$log" >&2
rm -f "$log"
has_browser || {
  echo "tests: install Chromium (Debian: apt install chromium fonts-roboto-unhinted) or set PTMB_CHROMIUM to one" >&2
  exit 1
}
has_font || echo "tests: the Roboto font is missing; pages are measured with another (Debian: apt install fonts-roboto-unhinted)" >&2
