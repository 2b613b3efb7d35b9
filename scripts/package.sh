#!/bin/sh
# Packs vibe with its Java runtime as target/packages/vibe-VERSION-SYSTEM-MACHINE.tar.gz and, where
# dpkg-deb is installed, as a .deb; both run on such a system and machine only. For jbang, which
# finds Java and the dependencies itself, there are vibe.jar and its catalog. SHA256SUMS covers all.
root=$(cd -P -- "$(dirname -- "$0")/.." && pwd -P) || exit 2
. "$root/scripts/build.sh"
need_build_tools || exit
[ -n "${VIBE_SKIP_BUILD-}" ] || build_product || exit
set -e
packages=$root/target/packages
rm -rf "$packages"
mkdir -p "$packages/image/usr"
install_below "$packages/image/usr"

read -r _ version <"$packages/image/usr/lib/vibe/current/lib/version.txt"
system=$(uname -s | tr '[:upper:]' '[:lower:]')
machine=$(uname -m)
name=vibe-$version-$system-$machine

# A cache fits the very files that it was trained with, so their times must stay as they are.
home=$packages/image/usr/lib/vibe/current
mkdir "$packages/$name"
cp -pR "$home/." "$packages/$name/"
cp "$root/LICENSE" "$packages/$name/"
tar -C "$packages" -czf "$packages/$name.tar.gz" "$name"
rm -rf "${packages:?}/$name"

if command -v dpkg-deb >/dev/null; then
  mkdir -p "$packages/image/DEBIAN" "$packages/image/usr/share/doc/vibe"
  cp "$root/LICENSE" "$packages/image/usr/share/doc/vibe/copyright"
  cat >"$packages/image/DEBIAN/control" <<END
Package: vibe
Version: $(echo "$version" | sed 's/-SNAPSHOT/~snapshot/')
Architecture: $(dpkg --print-architecture)
Maintainer: The vibe developers <vibe@localhost>
Installed-Size: $(du -sk "$packages/image/usr" | cut -f1)
Depends: libc6, zlib1g
Recommends: git
Suggests: universal-ctags
Section: devel
Priority: optional
Description: terminal coding agent for people who run open models
 Reads a repository, asks a model behind an OpenAI-compatible endpoint, shows
 and applies edits, runs commands if it may, and commits with Git.
END
  dpkg-deb --root-owner-group -Zgzip --build "$packages/image" "$packages/$name.deb" >/dev/null
fi
cp -p "$home/lib/vibe.jar" "$root/docs/install/jbang-catalog.json" "$packages/"
rm -rf "$packages/image"
cd "$packages"
if command -v sha256sum >/dev/null; then
  sha256sum -- * >../SHA256SUMS
else
  shasum -a 256 -- * >../SHA256SUMS
fi
mv ../SHA256SUMS .
ls -1
