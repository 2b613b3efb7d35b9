#!/bin/sh
check() {
  found=$(sh ./enough.sh "$1" "$2")
  if [ "$found" != "$3" ]; then
    echo "enough.sh $1 $2: $found instead of $3"
    exit 1
  fi
}
check 3 2 yes
check 2 3 no
check 10 9 yes
