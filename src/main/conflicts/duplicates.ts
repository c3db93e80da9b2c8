import type { Client } from '@shared/clients/schema';
import { phoneKey } from '@shared/domain/phones/phones';
import type { DataContext } from '../data/context';
import { parseRecord, table } from '../reader/reader';
import { textTableName } from '../store/search-index';
import { conflictId } from './keep';

/** More newcomers than this at once are a first exchange or an import, not the day's work of two people. */
const most = 300;
/** Newcomers are looked at together, this long after the last, in milliseconds. */
const quietMs = 1500;

/**
 * Looks for twins of clients that an exchange has just brought or taken away: people in two places who made the same
 * client. Each pair found becomes one open conflict, whichever device finds it.
 */
export class DuplicateWatch {
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: DataContext,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Clients were received or sent. */
  noticed(ids: readonly string[]): void {
    for (const id of ids) this.#waiting.add(id);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look().catch(this.failed), quietMs);
  }

  /** Looks at everything noticed so far, now. */
  async look(): Promise<void> {
    clearTimeout(this.#timer);
    const ids = [...this.#waiting];
    this.#waiting.clear();
    if (ids.length > most) return;
    for (const id of ids) {
      for (const twin of twinsOf(this.context, id)) await this.#keep(id, twin);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  async #keep(one: string, two: string): Promise<void> {
    const [recordId = '', otherId = ''] = [one, two].sort();
    const id = conflictId('duplicate', recordId, otherId);
    const { records } = this.context;
    if (await records.find('conflicts', id)) return;
    await records.insert(
      'conflicts',
      {
        ...{ kind: 'duplicate', state: 'open', clientId: recordId, recordKind: 'clients', recordId, otherId },
        ...{ mineBy: '', mineAt: '', theirsBy: '', theirsAt: '', fields: [], decidedAt: '', decidedBy: '' },
      },
      { id },
    );
  }
}

/**
 * Ids of living clients of other devices' making with the same ИНН and КПП (two different КПП are two offices), or
 * the same phone. Clients of one author are no accident of the exchange: the card warns of those.
 */
function twinsOf({ db }: DataContext, id: string): string[] {
  const [data] = db.get(`SELECT data FROM ${table('clients')} WHERE id = ? AND deleted = 0`, [id]) ?? [];
  if (data === undefined) return [];
  const client = parseRecord<Client>(data);
  const others = new Map<string, Client>();
  const take = (rows: readonly (readonly unknown[])[]) => {
    for (const [text] of rows) {
      const other = parseRecord<Client>(text);
      others.set(other.id, other);
    }
  };
  const clients = table('clients');
  if (client.inn !== '') {
    take(
      db.all(`SELECT data FROM ${clients} WHERE c_inn = ? AND deleted = 0 AND id <> ? LIMIT 20`, [
        client.inn,
        id,
      ]),
    );
  }
  const phones = phoneKeys(client);
  for (const phone of phones) {
    take(
      db.all(
        `SELECT data FROM ${clients} WHERE deleted = 0 AND id <> ?
         AND rid IN (SELECT rowid FROM ${textTableName(clients, 'search')} WHERE x_search MATCH ? LIMIT 20)`,
        [id, `"${phone}"`],
      ),
    );
  }
  return [...others.values()].filter((other) => isTwin(client, phones, other)).map((other) => other.id);
}

const phoneKeys = ({ phones }: Client): Set<string> =>
  new Set(phones.map(({ e164, raw }) => phoneKey(e164 || raw)).filter((key) => key.length >= 10));

function isTwin(client: Client, phones: ReadonlySet<string>, other: Client): boolean {
  if (other.createdBy === client.createdBy) return false;
  const offices = client.kpp !== '' && other.kpp !== '' && client.kpp !== other.kpp;
  if (client.inn !== '' && other.inn !== '') return client.inn === other.inn && !offices;
  return [...phoneKeys(other)].some((phone) => phones.has(phone));
}
