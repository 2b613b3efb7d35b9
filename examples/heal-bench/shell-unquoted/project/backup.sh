#!/bin/sh
# Copies a file to a name with .bak behind it.
cp $1 $1.bak
