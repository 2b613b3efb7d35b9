#!/bin/sh
# Builds vibe and installs it below a folder, with a Java runtime of its own; no JDK is needed to
# run it. A newer version takes the place of an older one; --uninstall removes all of it.
root=$(cd -P -- "$(dirname -- "$0")/.." && pwd -P) || exit 2
. "$root/scripts/build.sh"

usage() {
  echo 'usage: scripts/install.sh [--prefix DIR] [--uninstall]   (DIR: ~/.local)' >&2
  exit 2
}

prefix=${HOME:+$HOME/.local}
what=install
while [ "$#" -gt 0 ]; do
  case $1 in
    --prefix)
      [ "$#" -gt 1 ] && [ -n "$2" ] || usage
      prefix=$2
      shift
      ;;
    --prefix=?*) prefix=${1#--prefix=} ;;
    --uninstall) what=uninstall ;;
    *) usage ;;
  esac
  shift
done
case $prefix in
  '') usage ;;
  /*) ;;
  *) prefix=$(pwd)/$prefix ;;
esac

# Removes only what an installation makes; needs neither Java nor Maven.
uninstall() (
  cd -P -- "$prefix" 2>/dev/null && [ -d lib/vibe ] || {
    echo "there is no vibe below $prefix"
    exit 0
  }
  for link in $installed_links; do
    for link in "$link" "$link.new"; do
      case $(readlink "$link") in
        */lib/vibe/current/*) rm -f "$link" || exit ;;
      esac
    done
  done
  rm -rf lib/vibe/current lib/vibe/current.new lib/vibe/*-???????????????? || exit
  for folder in lib/vibe/. $installed_links; do
    rmdir -p "${folder%/*}" 2>/dev/null
  done
  echo "removed vibe from $prefix"
)

fail() {
  cat >&2 <<END
vibe: cannot $what below $prefix  [install-failed]
  cause: see above
  try:   scripts/install.sh --prefix DIR with a folder that you may write to
END
  exit 1
}

if [ "$what" = uninstall ]; then
  uninstall || fail
  exit
fi
need_build_tools || exit
[ -n "${VIBE_SKIP_BUILD-}" ] || build_product || exit
with_build_lock install_below "$prefix" || fail
echo "installed $("$prefix/bin/vibe" --version) as $prefix/bin/vibe"
case :$PATH: in
  *:"$prefix/bin":*) ;;
  *) echo "it is not on the PATH yet: export PATH=\"$prefix/bin:\$PATH\"" ;;
esac
