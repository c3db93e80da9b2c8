import type { ClientKind } from '@shared/clients/schema';
import {
  type ComparedClient,
  type DuplicateStrength,
  InFileDuplicates,
  type SharedFact,
} from '@shared/import/duplicates';
import { AppError } from '@shared/lib/result';
import { foldText } from '@shared/requisites/legal-forms';
import { table } from '../reader/reader';
import type { Database } from '../store/sqlite-storage/adapter';

/** A client of the base that a row surely or possibly is. */
export interface BaseClient {
  readonly id: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly strength: DuplicateStrength;
  /** What the row and this client have in common. */
  readonly by: SharedFact;
}

/** Rows read at a time: short enough for a cancel to be heard between them. */
const SCAN_ROWS = 2000;

/**
 * Finds a row's client among those of the base. Phones and e-mails have no index in the file, so all clients are read
 * once and kept as hashes: some 20 MB for 100,000.
 */
export class BaseIndex {
  private readonly known = new InFileDuplicates();
  private readonly owners = new Map<string, string>();

  private constructor(private readonly db: Database) {}

  /** Reads the base. @throws AppError `import-cancelled` */
  static async read(db: Database, signal: AbortSignal): Promise<BaseIndex> {
    const index = new BaseIndex(db);
    for (const [id, name] of db.all(
      `SELECT id, json_extract(data, '$.name') FROM ${table('users')} WHERE deleted = 0`,
    )) {
      index.owners.set(ownerKey(String(name)), String(id));
    }
    const sql = `SELECT rid, json_extract(data, '$.kind', '$.name', '$.inn', '$.kpp', '$.phones', '$.emails', '$.city')
      FROM ${table('clients')} WHERE rid > ? AND deleted = 0 ORDER BY rid LIMIT ${SCAN_ROWS}`;
    let rows = db.all(sql, [0]);
    while (rows.length > 0) {
      for (const [rid, data] of rows) index.known.remember(comparedOf(String(data)), Number(rid));
      const last = Number(rows.at(-1)?.[0]);
      await new Promise(setImmediate);
      if (signal.aborted) throw new AppError('import-cancelled');
      rows = db.all(sql, [last]);
    }
    return index;
  }

  /** The client of the base this one surely or possibly is, or null. */
  find(client: ComparedClient): BaseClient | null {
    const found = this.known.find(client);
    if (!found) return null;
    const [row] = this.db.all(
      `SELECT id, json_extract(data, '$.name'), json_extract(data, '$.kind')
       FROM ${table('clients')} WHERE rid = ? AND deleted = 0`,
      [found.mark],
    );
    if (!row) return null;
    const { strength, by } = found;
    return { id: String(row[0]), name: String(row[1]), kind: row[2] as ClientKind, strength, by };
  }

  /** The id of the user of this name, or ''. */
  ownerId(name: string): string {
    return this.owners.get(ownerKey(name)) ?? '';
  }
}

/** Names in any order of their parts: «Анна Смирнова» is «Смирнова Анна». */
const ownerKey = (name: string): string => foldText(name).split(/\s+/).filter(Boolean).sort().join(' ');

function comparedOf(json: string): ComparedClient {
  const [kind, name, inn, kpp, phones, emails, city] = JSON.parse(json) as [
    NonNullable<ComparedClient['kind']>,
    string,
    string,
    string,
    ComparedClient['phones'],
    ComparedClient['emails'],
    string,
  ];
  return { kind, name, inn, kpp, phones, emails, city };
}
