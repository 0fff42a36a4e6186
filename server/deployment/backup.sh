#!/bin/sh
# Saves the whole database in one file, as of one moment, while the servers go on:
#   ROSTER_OWNER_URL=postgres://roster_owner:…@db:5432/roster backup.sh /backups/roster.dump
# The owner sees every organization only with: row-level security is forced on it as well, and its
# own policy lets it through. Not through a pooler.
set -eu
: "${ROSTER_OWNER_URL:?names the database, as its owner}"
file=${1:?says where to}

pg_dump --format=custom --enable-row-security --file="$file.part" --dbname="$ROSTER_OWNER_URL"
# What cannot be read back is no backup, and never takes the place of one.
pg_restore --file=/dev/null "$file.part"
mv "$file.part" "$file"
