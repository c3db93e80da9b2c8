import { ulid } from 'ulid';
import type { Database, Rows } from './database';

/** Numbered by place, from 1. A shipped migration is never edited: add the next one. */
const migrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE workspaces (
      id text PRIMARY KEY,
      name text NOT NULL,
      seq bigint NOT NULL DEFAULT 0,
      series_given integer NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL DEFAULT now()
    )`,
    `CREATE TABLE users (
      id text PRIMARY KEY,
      workspace text NOT NULL REFERENCES workspaces (id),
      login text NOT NULL UNIQUE,
      name text NOT NULL,
      role text NOT NULL,
      password text NOT NULL,
      disabled boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`,
    `CREATE TABLE login_failures (
      login_hash text PRIMARY KEY,
      failures integer NOT NULL,
      last_at timestamptz NOT NULL,
      locked_until timestamptz
    )`,
    `CREATE TABLE devices (
      workspace text NOT NULL REFERENCES workspaces (id),
      id text NOT NULL,
      name text NOT NULL,
      series text NOT NULL,
      last_user text NOT NULL REFERENCES users (id),
      activated_at timestamptz NOT NULL DEFAULT now(),
      last_login_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (workspace, id)
    )`,
    // Every series ever given, those of devices since restored from a backup included: none is given twice.
    `CREATE TABLE series (
      workspace text NOT NULL REFERENCES workspaces (id),
      series text NOT NULL,
      device text NOT NULL,
      given_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (workspace, series)
    )`,
    `CREATE TABLE sessions (
      token_hash text PRIMARY KEY,
      user_id text NOT NULL REFERENCES users (id),
      device text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      used_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL
    )`,
    'CREATE INDEX sessions_user ON sessions (user_id)',
    `CREATE TABLE documents (
      workspace text NOT NULL REFERENCES workspaces (id),
      collection text NOT NULL,
      id text NOT NULL,
      data jsonb NOT NULL,
      deleted boolean NOT NULL,
      seq bigint NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now(),
      updated_by text NOT NULL,
      PRIMARY KEY (workspace, collection, id)
    )`,
    'CREATE UNIQUE INDEX documents_feed ON documents (workspace, collection, seq)',
    // States are text: what is refused may be what jsonb cannot hold.
    `CREATE TABLE rejected (
      workspace text NOT NULL REFERENCES workspaces (id),
      collection text NOT NULL,
      device text NOT NULL,
      id text NOT NULL,
      reason text NOT NULL,
      detail text NOT NULL,
      state text NOT NULL,
      assumed text,
      rejected_at timestamptz NOT NULL DEFAULT now(),
      rejected_by text NOT NULL,
      PRIMARY KEY (workspace, collection, device, id)
    )`,
  ],
  [
    `CREATE TABLE blobs (
      workspace text NOT NULL REFERENCES workspaces (id),
      hash text NOT NULL,
      size bigint NOT NULL,
      received bigint NOT NULL,
      complete boolean NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      touched_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (workspace, hash)
    )`,
    `CREATE TABLE blob_pieces (
      workspace text NOT NULL,
      hash text NOT NULL,
      at bigint NOT NULL,
      data bytea NOT NULL,
      PRIMARY KEY (workspace, hash, at),
      FOREIGN KEY (workspace, hash) REFERENCES blobs (workspace, hash) ON DELETE CASCADE
    )`,
    `CREATE INDEX documents_contents ON documents (workspace, (data->>'hash')) WHERE collection = 'files'`,
  ],
  // Who receives what: see docs/server.md, "Access".
  [
    `ALTER TABLE workspaces ADD COLUMN access_version bigint NOT NULL DEFAULT 0,
      ADD COLUMN access_rules text NOT NULL DEFAULT ''`,
    `CREATE TABLE teams (
      id text PRIMARY KEY,
      workspace text NOT NULL REFERENCES workspaces (id),
      name text NOT NULL,
      head text REFERENCES users (id),
      created_at timestamptz NOT NULL DEFAULT now()
    )`,
    'ALTER TABLE users ADD COLUMN team text REFERENCES teams (id)',
    // The card a document belongs to, and its people; NULL is everyone.
    `ALTER TABLE documents ADD COLUMN card text NOT NULL DEFAULT '', ADD COLUMN audience text[]`,
    `CREATE INDEX documents_card ON documents (workspace, card) WHERE card <> ''`,
    // One person's own part of the feed: what came into his scope or left it without being written itself.
    `CREATE TABLE moves (
      workspace text NOT NULL REFERENCES workspaces (id),
      user_id text NOT NULL REFERENCES users (id),
      collection text NOT NULL,
      id text NOT NULL,
      seq bigint NOT NULL,
      PRIMARY KEY (workspace, user_id, collection, id)
    )`,
    'CREATE INDEX moves_feed ON moves (workspace, user_id, collection, seq)',
    // Edits that were taken but not applied: the head decides.
    `CREATE TABLE inbox (
      id text PRIMARY KEY,
      workspace text NOT NULL REFERENCES workspaces (id),
      collection text NOT NULL,
      record_id text NOT NULL,
      card text NOT NULL,
      state jsonb NOT NULL,
      deleted boolean NOT NULL,
      assumed jsonb,
      reason text NOT NULL,
      by_user text NOT NULL REFERENCES users (id),
      device text NOT NULL,
      at timestamptz NOT NULL DEFAULT now(),
      status text NOT NULL DEFAULT 'open',
      taken jsonb,
      resolved_by text REFERENCES users (id),
      resolved_at timestamptz
    )`,
    'CREATE INDEX inbox_record ON inbox (workspace, collection, record_id)',
    'CREATE INDEX inbox_status ON inbox (workspace, status, at)',
  ],
  // Short-lived tokens that rotate, devices that can be revoked, and a record of who did what.
  [
    `ALTER TABLE sessions ADD COLUMN id text NOT NULL DEFAULT gen_random_uuid()::text,
      ADD COLUMN token_expires_at timestamptz, ADD COLUMN refresh_hash text, ADD COLUMN refresh_before text,
      ADD COLUMN confirmed boolean NOT NULL DEFAULT true`,
    // A token of the first version stays good until its session ends, and may be changed for a pair of the new kind.
    'UPDATE sessions SET token_expires_at = expires_at, refresh_hash = token_hash',
    'ALTER TABLE sessions ALTER COLUMN token_expires_at SET NOT NULL, ALTER COLUMN refresh_hash SET NOT NULL',
    'ALTER TABLE sessions DROP CONSTRAINT sessions_pkey, ADD PRIMARY KEY (id)',
    'CREATE UNIQUE INDEX sessions_token ON sessions (token_hash)',
    'CREATE UNIQUE INDEX sessions_refresh ON sessions (refresh_hash)',
    'CREATE INDEX sessions_refresh_before ON sessions (refresh_before)',
    'CREATE INDEX sessions_device ON sessions (device)',
    `ALTER TABLE devices ADD COLUMN last_seen_at timestamptz, ADD COLUMN revoked_at timestamptz,
      ADD COLUMN revoked_by text REFERENCES users (id), ADD COLUMN wiped_at timestamptz`,
    `CREATE TABLE audit (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      workspace text NOT NULL REFERENCES workspaces (id),
      at timestamptz NOT NULL,
      event text NOT NULL,
      user_id text REFERENCES users (id),
      device text NOT NULL DEFAULT '',
      subject text NOT NULL DEFAULT '',
      details jsonb NOT NULL DEFAULT '{}'
    )`,
    'CREATE INDEX audit_at ON audit (workspace, id)',
  ],
  // A session that is over is remembered, so that its laptop can still be told to wipe; a person revokes his own
  // session on a device, not the device of others. Attempts to log in are counted by address, too.
  [
    `ALTER TABLE sessions ADD COLUMN ended_at timestamptz, ADD COLUMN revoked_at timestamptz,
      ADD COLUMN wiped_at timestamptz`,
    'ALTER TABLE devices ADD COLUMN activated_by text REFERENCES users (id)',
    'UPDATE devices SET activated_by = last_user',
    'DROP TABLE login_failures',
    `CREATE TABLE login_failures (
      login_hash text NOT NULL,
      address_hash text NOT NULL,
      failures integer NOT NULL,
      last_at timestamptz NOT NULL,
      locked_until timestamptz,
      succeeded_at timestamptz,
      PRIMARY KEY (login_hash, address_hash)
    )`,
    'CREATE INDEX login_failures_age ON login_failures (last_at)',
    // What one person's device had put aside is nobody else's who names the same device.
    `ALTER TABLE rejected DROP CONSTRAINT rejected_pkey,
      ADD PRIMARY KEY (workspace, collection, device, rejected_by, id)`,
  ],
  // A content is sent by each person for himself, and a record opens it only where somebody who has it said so: see
  // docs/server.md, "Access".
  [
    'ALTER TABLE blobs ADD COLUMN id text NOT NULL DEFAULT gen_random_uuid()::text',
    'ALTER TABLE blob_pieces ADD COLUMN blob text',
    'UPDATE blob_pieces p SET blob = b.id FROM blobs b WHERE b.workspace = p.workspace AND b.hash = p.hash',
    // The keys go with their columns.
    'ALTER TABLE blob_pieces DROP COLUMN workspace CASCADE, DROP COLUMN hash CASCADE',
    'ALTER TABLE blobs DROP CONSTRAINT blobs_pkey, ADD PRIMARY KEY (id)',
    `ALTER TABLE blob_pieces ALTER COLUMN blob SET NOT NULL, ADD PRIMARY KEY (blob, at),
      ADD FOREIGN KEY (blob) REFERENCES blobs (id) ON DELETE CASCADE`,
    'CREATE UNIQUE INDEX blobs_whole ON blobs (workspace, hash) WHERE complete',
    'CREATE UNIQUE INDEX blobs_begun ON blobs (workspace, hash, created_by) WHERE NOT complete',
    `CREATE TABLE blob_holders (
      workspace text NOT NULL REFERENCES workspaces (id),
      hash text NOT NULL,
      user_id text NOT NULL,
      PRIMARY KEY (workspace, hash, user_id)
    )`,
    `CREATE TABLE blob_claims (
      workspace text NOT NULL REFERENCES workspaces (id),
      hash text NOT NULL,
      record_id text NOT NULL,
      user_id text NOT NULL,
      PRIMARY KEY (workspace, hash, record_id, user_id)
    )`,
    'INSERT INTO blob_holders SELECT workspace, hash, created_by FROM blobs WHERE complete',
    // Whoever could read a content before still can.
    `INSERT INTO blob_claims
     SELECT d.workspace, b.hash, d.id, b.created_by FROM documents d
     JOIN blobs b ON b.workspace = d.workspace AND b.hash = d.data->>'hash' WHERE d.collection = 'files'
     UNION SELECT workspace, data->>'hash', id, updated_by FROM documents
     WHERE collection = 'files' AND data->>'hash' <> ''
     UNION SELECT workspace, state->>'hash', record_id, by_user FROM inbox
     WHERE collection = 'files' AND state->>'hash' <> ''`,
  ],
  // The log is read by kind, person and time, and told of exports that may be told twice.
  [
    `ALTER TABLE audit ADD COLUMN address text NOT NULL DEFAULT '', ADD COLUMN key text NOT NULL DEFAULT ''`,
    `CREATE UNIQUE INDEX audit_key ON audit (workspace, device, key) WHERE key <> ''`,
    'CREATE INDEX audit_event ON audit (workspace, event, id)',
    'CREATE INDEX audit_user ON audit (workspace, user_id, id)',
    `CREATE INDEX audit_subject ON audit (workspace, subject, id) WHERE subject <> ''`,
    'CREATE INDEX audit_time ON audit (workspace, at)',
  ],
  // Ids of cards nobody has sent yet belong to who spoke of them first; a device is known by its secret; series are
  // counted by person; a restore is remembered. See docs/server.md, "Access" and "Restoring from a backup".
  [
    `CREATE TABLE announced_ids (
      workspace text NOT NULL REFERENCES workspaces (id),
      id text NOT NULL,
      owner text NOT NULL REFERENCES users (id),
      announced_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (workspace, id)
    )`,
    `INSERT INTO announced_ids (workspace, id, owner)
     SELECT DISTINCT ON (d.workspace, d.card) d.workspace, d.card, u.id
     FROM documents d JOIN users u ON u.id = d.updated_by
     WHERE d.card <> '' AND NOT EXISTS (
       SELECT 1 FROM documents c WHERE c.workspace = d.workspace AND c.card = d.card AND c.id = d.card)
     ORDER BY d.workspace, d.card, d.seq`,
    'ALTER TABLE workspaces ADD COLUMN restored_at timestamptz',
    'ALTER TABLE devices ADD COLUMN secret_hash text',
    'ALTER TABLE series ADD COLUMN user_id text',
    // The series of whoever has not shown that the device is his, on a device that others were first on.
    `CREATE TABLE device_series (
      workspace text NOT NULL REFERENCES workspaces (id),
      device text NOT NULL,
      user_id text NOT NULL REFERENCES users (id),
      series text NOT NULL,
      PRIMARY KEY (workspace, device, user_id)
    )`,
  ],
  // What each person has stored is counted as it lies here, and an answer is cut by it. See docs/server.md, "Limits".
  [
    'ALTER TABLE documents ADD COLUMN bytes integer NOT NULL GENERATED ALWAYS AS (octet_length(data::text)) STORED',
    `CREATE TABLE stored (
      workspace text NOT NULL REFERENCES workspaces (id),
      user_id text NOT NULL,
      bytes bigint NOT NULL,
      PRIMARY KEY (workspace, user_id)
    )`,
    'INSERT INTO stored SELECT workspace, updated_by, sum(bytes) FROM documents GROUP BY workspace, updated_by',
    `ALTER TABLE inbox ADD COLUMN bytes integer NOT NULL
      GENERATED ALWAYS AS (octet_length(state::text) + coalesce(octet_length(assumed::text), 0)) STORED`,
    `ALTER TABLE rejected ADD COLUMN bytes integer NOT NULL
      GENERATED ALWAYS AS (octet_length(state) + coalesce(octet_length(assumed), 0)) STORED`,
    'CREATE INDEX inbox_author ON inbox (workspace, by_user)',
    'CREATE INDEX rejected_author ON rejected (workspace, rejected_by)',
    'CREATE INDEX blobs_author ON blobs (workspace, created_by)',
    // Streams read what moved in the order of its numbers, whoever it is for.
    'CREATE INDEX moves_order ON moves (workspace, collection, seq)',
    // Cards whose records are still to be given to the people the card has now.
    `CREATE TABLE unsettled (
      workspace text NOT NULL REFERENCES workspaces (id),
      card text NOT NULL,
      PRIMARY KEY (workspace, card)
    )`,
  ],
];

/** The version a migrated database has. */
const databaseVersion = migrations.length;

/** The database was migrated by a newer version of this server. */
export class NewerDatabaseError extends Error {}

/**
 * Brings the tables up to date and makes the one workspace of a new database. Several instances may start at
 * once: they wait for each other.
 * @param upTo the version to stop at; a test makes an old database by it
 * @returns the id of the workspace
 */
export async function migrate(database: Database, upTo = databaseVersion): Promise<string> {
  return database.transaction(async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock(7283640021)');
    await transaction.query(
      'CREATE TABLE IF NOT EXISTS schema_migrations (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const [row] = await transaction.query<{ version: number }>(
      'SELECT coalesce(max(version), 0) AS version FROM schema_migrations',
    );
    const current = Number(row?.version ?? 0);
    if (current > databaseVersion) {
      throw new NewerDatabaseError(`database version ${current}, this server knows ${databaseVersion}`);
    }
    for (const [index, statements] of migrations.entries()) {
      if (index < current || index >= upTo) continue;
      for (const statement of statements) await transaction.query(statement);
      await transaction.query('INSERT INTO schema_migrations (version) VALUES ($1)', [index + 1]);
    }
    return ensureWorkspace(transaction);
  }, 'long');
}

async function ensureWorkspace(transaction: Rows): Promise<string> {
  const [existing] = await transaction.query<{ id: string }>('SELECT id FROM workspaces ORDER BY id LIMIT 1');
  if (existing !== undefined) return existing.id;
  const id = ulid();
  await transaction.query('INSERT INTO workspaces (id, name) VALUES ($1, $2)', [id, 'main']);
  return id;
}
