#!/bin/sh
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo one >"$folder/plain"
sh ./backup.sh "$folder/plain"
cmp "$folder/plain" "$folder/plain.bak"
echo two >"$folder/two words"
sh ./backup.sh "$folder/two words"
cmp "$folder/two words" "$folder/two words.bak"
