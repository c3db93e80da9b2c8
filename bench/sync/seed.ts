import pg from 'pg';

/** What stands for another record in a record: its own id and those it points at, given as fields. */
const pointers = ['clientId', 'contactId', 'taskId', 'callId'] as const;

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** SQL for the id a copy has in place of this one: a ULID too, which begins with the two signs given as `$1`. */
const renamed = (id: string) => `overlay(${id} placing $1::text from 1 for 2)`;

/** The first two signs of a copy's ids, from copy 1: those of this century begin with 01, so that none meets another. */
const signsOf = (copy: number) => `${1 + Math.floor(copy / 32)}${crockford[copy % 32]}`;

/**
 * Makes a database many times as large inside PostgreSQL: copies of every client with its contacts, calls, tasks, notes and
 * documents, under ids of their own and numbered in the order of collections.
 * @param database the endpoint's PostgreSQL
 * @param times how often everything is there afterwards
 * @returns how many records there are
 */
export async function multiply(database: string, times: number): Promise<number> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    const copied = pointers.reduce(
      (data, field) =>
        `CASE WHEN ${data} ->> '${field}' <> ''
         THEN jsonb_set(${data}, '{${field}}', to_jsonb(${renamed(`(${data} ->> '${field}')`)})) ELSE ${data} END`,
      `jsonb_set(data, '{id}', to_jsonb(${renamed('id')}))`,
    );
    const head = await client.query('SELECT max(seq) AS seq FROM documents');
    const originals = (head.rows as { seq: string }[])[0]?.seq;
    for (let copy = 1; copy < times; copy += 1) {
      await client.query(
        `WITH head AS (SELECT id AS workspace, seq FROM workspaces FOR UPDATE),
           added AS (
             INSERT INTO documents (workspace, collection, id, data, deleted, seq, updated_by, card, audience)
             SELECT d.workspace, collection, ${renamed('d.id')}, ${copied}, deleted,
               head.seq + row_number() OVER (ORDER BY d.seq), updated_by,
               CASE WHEN card = '' THEN '' ELSE ${renamed('card')} END, audience
             FROM documents d JOIN head ON head.workspace = d.workspace
             WHERE d.seq <= $2 AND collection IN ('clients', 'contacts', 'calls', 'tasks', 'notes', 'documents')
             RETURNING seq)
         UPDATE workspaces SET seq = greatest(workspaces.seq, (SELECT coalesce(max(seq), 0) FROM added))`,
        [signsOf(copy), originals],
      );
    }
    await client.query('ANALYZE documents');
    const found = await client.query(
      "SELECT count(*)::integer AS count FROM documents WHERE collection <> 'users'",
    );
    return (found.rows as { count: number }[])[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}
