#!/usr/bin/env bash
# Fetches the archive of a release, checks its digest before anything of it is read, and unpacks it.
set -euo pipefail

fail() {
  echo "::error title=vibe::$1"
  exit 1
}

[[ ${SHA256:-} =~ ^[0-9a-f]{64}$ ]] || fail "sha256 has to be the digest of the archive, 64 hexadecimal digits"
url=${ARCHIVE:-}
if [ -z "$url" ]; then
  [[ ${VERSION:-} =~ ^[0-9A-Za-z.+-]+$ ]] || fail "version or archive has to be given"
  system=$(uname -s | tr '[:upper:]' '[:lower:]')
  url=${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_ACTION_REPOSITORY:?}/releases/download/v$VERSION
  url=$url/vibe-$VERSION-$system-$(uname -m).tar.gz
fi
home=$RUNNER_TEMP/vibe-$SHA256
if [ ! -x "$home/bin/vibe" ]; then
  archive=$(mktemp "$RUNNER_TEMP/vibe-archive.XXXXXX")
  trap 'rm -f "$archive"' EXIT
  curl -fsSL --proto '=https,file' --proto-redir '=https' --retry 3 -o "$archive" -- "$url" ||
    fail "the archive cannot be fetched"
  echo "$SHA256  $archive" | sha256sum --check --status ||
    fail "the archive has another digest than sha256 says; it was not used"
  mkdir -p "$home"
  tar -xzf "$archive" -C "$home" --strip-components=1
fi
echo "vibe=$home/bin/vibe" >>"$GITHUB_OUTPUT"
