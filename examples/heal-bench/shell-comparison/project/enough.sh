#!/bin/sh
# Tells whether there are at least so many: enough.sh HAVE WANTED
if expr "x$1" '>=' "x$2" >/dev/null; then
  echo yes
else
  echo no
fi
