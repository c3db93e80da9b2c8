#!/usr/bin/env bash
# Copies the endpoint's PostgreSQL, whole, and tries copies out.
#
#   backup.sh make FOLDER          a new copy in FOLDER; prints its name
#   backup.sh try FILE             restores FILE into a database of its own, looks whether everybody is there, drops it
#
# DATABASE_URL    the database, as the endpoint itself has it
# BACKUP_KEY      age's public key: copies are encrypted for it. BACKUP_PLAIN=yes makes unencrypted ones
# BACKUP_SECRET   a file with age's secret key, to try encrypted copies; it has no business on the server otherwise
# TRY_URL         try: an address that may create databases, of the same server or another one
#
# Ends with 0 only if the copy is whole: every program of the line ended well, the file is not smaller than half of the
# one before, and it stands under its own name only once it was written out.
set -Eeuo pipefail
umask 077

fail() {
  echo "backup.sh: $*" >&2
  exit 1
}

# Not local: looked at when the script ends.
part=

size_of() { wc -c <"$1" | tr -d ' '; }

make_copy() {
  local folder=${1:?a folder} name size before
  [ -d "$folder" ] || fail "no such folder: $folder"
  : "${DATABASE_URL:?the database}"
  name="kartoteka-$(date -u +%Y-%m-%dT%H%M%SZ).dump"
  if [ -n "${BACKUP_KEY:-}" ]; then
    name="$name.age"
  elif [ "${BACKUP_PLAIN:-}" != yes ]; then
    fail 'set BACKUP_KEY to encrypt the copy, or BACKUP_PLAIN=yes'
  fi
  [ ! -e "$folder/$name" ] || fail "$name is there already"
  before=$(find "$folder" -maxdepth 1 -type f -name 'kartoteka-*.dump*' ! -name '*.part' | sort | tail -n 1)
  part="$folder/$name.part"
  # Whatever ends us, half a copy does not stay.
  trap 'rm -f -- "$part"' EXIT
  if [ -n "${BACKUP_KEY:-}" ]; then
    pg_dump --format=custom --no-password --dbname="$DATABASE_URL" | age --encrypt --recipient "$BACKUP_KEY" >"$part"
  else
    pg_dump --format=custom --no-password --dbname="$DATABASE_URL" >"$part"
  fi
  size=$(size_of "$part")
  [ "$size" -ge 1000 ] || fail "the copy has only $size bytes"
  if [ -n "$before" ] && [ "$size" -lt $(($(size_of "$before") / 2)) ] && [ "${BACKUP_SMALLER:-}" != yes ]; then
    fail "the copy has $size bytes, less than half of $before; BACKUP_SMALLER=yes takes it all the same"
  fi
  sync "$part" 2>/dev/null || sync
  mv -- "$part" "$folder/$name"
  trap - EXIT
  echo "$folder/$name"
}

try_copy() {
  local file=${1:?a file} database people
  [ -s "$file" ] || fail "no such file, or an empty one: $file"
  : "${TRY_URL:?an address that may create databases}"
  database="kartoteka_try_$$"
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname="$TRY_URL" \
    --command="CREATE DATABASE $database ENCODING 'UTF8' TEMPLATE template0"
  # shellcheck disable=SC2064 -- the name as it is now
  trap "psql --no-psqlrc --quiet --dbname='$TRY_URL' --command='DROP DATABASE IF EXISTS $database' >/dev/null" EXIT
  local target="${TRY_URL%%\?*}"
  target="${target%/*}/$database"
  case $file in
    *.age)
      : "${BACKUP_SECRET:?a file with the secret key}"
      age --decrypt --identity "$BACKUP_SECRET" "$file" | pg_restore --no-owner --exit-on-error --dbname="$target"
      ;;
    *) pg_restore --no-owner --exit-on-error --dbname="$target" "$file" ;;
  esac
  people=$(psql --no-psqlrc --tuples-only --no-align --dbname="$target" --command='SELECT count(*) FROM users')
  [ "$people" -ge 1 ] || fail 'the copy has nobody in it'
  psql --no-psqlrc --dbname="$target" --command="SELECT
    (SELECT count(*) FROM users) AS people, (SELECT count(*) FROM documents) AS records,
    (SELECT count(*) FROM blobs WHERE complete) AS files, (SELECT max(updated_at) FROM documents) AS newest"
}

case ${1:-} in
  make) make_copy "${2:-}" ;;
  try) try_copy "${2:-}" ;;
  *) fail 'backup.sh make FOLDER | try FILE' ;;
esac
