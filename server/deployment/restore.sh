#!/bin/sh
# Brings a file of backup.sh into an empty database, all of it or nothing:
#   ROSTER_OWNER_URL=postgres://roster_owner:…@new-db:5432/roster restore.sh /backups/roster.dump
# The roles have to be there: roster_owner, whom the database belongs to, and roster_app.
set -eu
: "${ROSTER_OWNER_URL:?names the empty database, as its owner}"
file=${1:?says what to restore}

pg_restore --exit-on-error --single-transaction --dbname="$ROSTER_OWNER_URL" "$file"
# A new database knows nothing of its rows until it has looked at them, and would plan searches badly.
psql --quiet --set=ON_ERROR_STOP=1 --dbname="$ROSTER_OWNER_URL" --command='analyze'
