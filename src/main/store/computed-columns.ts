import type { Call } from '@shared/calls/schema';
import type { Client, Phone } from '@shared/clients/schema';
import type { CollectionName } from '@shared/collections';
import type { Contact } from '@shared/contacts/schema';
import type { Deal } from '@shared/deals/schema';
import type { BusinessDocument } from '@shared/documents/schema';
import type { Note } from '@shared/notes/schema';
import { phoneKey } from '@shared/phones/phones';
import { wordSet } from '@shared/search/fold';
import type { Task } from '@shared/tasks/schema';
import type { ComputedColumn, StoredDocument } from './sqlite-storage';

/** A phone as a word: its last ten digits, whatever stands before them. */
const number = (phone: { readonly e164: string; readonly raw: string }) =>
  phoneKey(phone.e164 || phone.raw || '');

const numbers = (phones: readonly Phone[] | undefined) => (phones ?? []).map(number);

const mails = (emails: readonly { readonly value: string }[] | undefined) =>
  (emails ?? []).map(({ value }) => value);

/** Records come from other programs' servers too: a field that is not there is as good as empty. */
const fields: { readonly [N in CollectionName]?: Readonly<Record<string, (document: never) => string>> } = {
  clients: {
    x_name: (client: Client) => wordSet([client.name]),
    x_search: (client: Client) =>
      wordSet([
        client.fullName,
        client.legalForm,
        client.inn,
        client.city,
        client.site,
        ...(client.tags ?? []),
        ...mails(client.emails),
        ...numbers(client.phones),
        client.about,
      ]),
    x_digits: (client: Client) => digitRuns([client.inn ?? '', ...numbers(client.phones)]),
  },
  contacts: {
    x_name: (contact: Contact) => wordSet([contact.name]),
    x_search: (contact: Contact) =>
      wordSet([contact.position, ...mails(contact.emails), ...numbers(contact.phones), contact.comment]),
    x_digits: (contact: Contact) => digitRuns(numbers(contact.phones)),
  },
  calls: {
    x_search: (call: Call) => wordSet([phoneKey(call.number ?? ''), call.comment, call.nextStep]),
  },
  notes: { x_search: (note: Note) => wordSet([note.text]) },
  tasks: { x_search: (task: Task) => wordSet([task.title, task.comment, task.result]) },
  deals: {
    x_search: (deal: Deal) =>
      wordSet([
        deal.title,
        deal.competitor,
        deal.source,
        ...(deal.tags ?? []),
        deal.about,
        deal.lostComment,
        ...(deal.lines ?? []).map(({ name }) => name),
      ]),
  },
  documents: {
    x_search: (document: BusinessDocument) =>
      wordSet([
        document.number,
        // «123» finds «А7-000123».
        (document.number ?? '').replace(/^.*-0*/, ''),
        document.content?.subject ?? '',
        document.content?.basis ?? '',
        document.content?.note ?? '',
        ...(document.content?.lines ?? []).map(({ name }) => name),
      ]),
  },
};

/** The runs of digits that a number can be a part of, each once. */
function digitRuns(runs: readonly string[]): string {
  return [...new Set(runs.map((run) => run.replace(/\D/g, '')).filter((run) => run !== ''))].join(' ');
}

/** Nothing is found of what was deleted: its texts are empty. */
function living(of: (document: never) => string): ComputedColumn {
  return {
    type: 'TEXT',
    of: (document: StoredDocument) => (document._deleted === true ? '' : of(document as never)),
  };
}

/**
 * Columns the store computes from a document besides its indexed fields: the folded words it is found by
 * (`x_name` before `x_search`) and the digits of its numbers. `search-index.ts` builds on them. A changed rule needs
 * a new column name, since columns that are there are not computed again.
 */
export const computedColumns: Readonly<Record<string, Readonly<Record<string, ComputedColumn>>>> =
  Object.fromEntries(
    Object.entries(fields).map(([collection, columns]) => [
      collection,
      Object.fromEntries(Object.entries(columns).map(([name, of]) => [name, living(of)])),
    ]),
  );
