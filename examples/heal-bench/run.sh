#!/bin/sh
# Two of the cases, with the fixes that are kept with them; scripts/heal-bench runs all.
set -eu
here=$(cd -P -- "${0%/*}" && pwd -P)
"$here/../../scripts/heal-bench" --recorded shell-unquoted shell-comparison |
  sed -n -e 's/^| \([^ ]*\) | healed .*/\1: healed/p' -e 's/^\([0-9]* of [0-9]* healed\).*/\1/p'
