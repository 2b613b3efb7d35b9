#!/bin/sh
# Builds vibe and installs it below a folder, with a Java runtime of its own; no JDK is needed to
# run it. A newer version takes the place of an older one; --uninstall removes all of it.
root=$(cd -P -- "$(dirname -- "$0")/.." && pwd -P) || exit 2
. "$root/scripts/build.sh"

usage() {
  echo 'usage: scripts/install.sh [--prefix DIR] [--uninstall]   (DIR: ~/.local)' >&2
  exit 2
}

prefix=${HOME-}/.local
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
  /*) ;;
  *) prefix=$(pwd)/$prefix ;;
esac

need_build_tools || exit
if [ "$what" = install ]; then
  [ -n "${VIBE_SKIP_BUILD-}" ] || build_product || exit
fi
run_installation "$what" "$prefix" || {
  cat >&2 <<END
vibe: cannot $what below $prefix  [install-failed]
  cause: see above
  try:   scripts/install.sh --prefix DIR with a folder that you may write to
END
  exit 1
}
if [ "$what" = uninstall ]; then
  echo "removed vibe from $prefix"
else
  echo "installed $("$prefix/bin/vibe" --version) as $prefix/bin/vibe"
  case :$PATH: in
    *:"$prefix/bin":*) ;;
    *) echo "it is not on the PATH yet: export PATH=\"$prefix/bin:\$PATH\"" ;;
  esac
fi
