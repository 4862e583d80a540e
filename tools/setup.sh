#!/usr/bin/env bash
# Makes .venv from the locked, hashed requirements:
#   tools/setup.sh run    what the program needs
#   tools/setup.sh test   the same and what its tests need
# Needs Python 3.11 or newer with pip; fetches uv into .tools when the machine has none.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

stop() {
  echo "setup: $*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

need_pip() {
  python3 -m pip --version >/dev/null 2>&1 && return
  # Debian's python3 comes without pip.
  command -v apt-get >/dev/null && as_root true 2>/dev/null &&
    as_root apt-get update -qq && as_root apt-get install -qq -y --no-install-recommends python3-pip
  python3 -m pip --version >/dev/null 2>&1 || stop "install pip first (Debian: apt install python3-pip)"
}

# uv 0.9 carries the build backend that pyproject.toml asks for; an older one would not do.
usable() {
  local found
  found=$("$1" --version 2>/dev/null | cut -d' ' -f2) || return 1
  [ "$(printf '%s\n' 0.9.0 "$found" | sort -V | head -n1)" = 0.9.0 ]
}

find_uv() {
  if usable .tools/bin/uv; then
    echo .tools/bin/uv
  elif usable uv; then
    echo uv
  else
    need_pip >&2
    # --target works where a plain install is refused (externally-managed-environment).
    python3 -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore \
      --upgrade --target .tools --require-hashes -r tools/uv.lock >&2
    echo .tools/bin/uv
  fi
}

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  stop "Python 3.11 or newer is needed, as python3"
uv=$(find_uv)
# Trust what the machine trusts, so that a network with a certificate of its own works too.
if [ -s /etc/ssl/certs/ca-certificates.crt ]; then
  export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
fi
quiet=--quiet
if [ -t 2 ]; then quiet=; fi

if ! .venv/bin/python -c '' 2>/dev/null; then
  "$uv" venv --quiet --clear --no-python-downloads --python "$(command -v python3)" .venv
fi
pip() {
  local command=$1
  shift
  # shellcheck disable=SC2086  # an empty $quiet must vanish
  "$uv" pip "$command" $quiet --python .venv/bin/python "$@"
}
case "${1:-run}" in
  run) pip install --compile-bytecode --require-hashes -r requirements.lock ;;
  test) pip sync --compile-bytecode --require-hashes requirements-dev.lock ;;
  *) stop "say run or test" ;;
esac
pip install --no-deps --editable .
# Else the first start translates everything, and so does every other one where the server's
# account may not write here, or where PYTHONDONTWRITEBYTECODE is set.
.venv/bin/python -m compileall -q ptmb
