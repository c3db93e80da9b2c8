import type { Call } from '@shared/calls/schema';
import type { Client } from '@shared/clients/schema';
import type { Contact } from '@shared/contacts/schema';
import type { Deal } from '@shared/deals/schema';
import type { BusinessDocument } from '@shared/documents/schema';
import { formatPhone } from '@shared/domain/phones/phones';
import { clientOf, entityOf, fieldsOf, titleOf } from '@shared/kinds';
import type { Note } from '@shared/notes/schema';
import type { HitKind, SearchHit } from '@shared/search/contract';
import { excerpt, highlight, matches } from '@shared/search/highlight';
import type { Task } from '@shared/tasks/schema';
import { searchTexts } from '../fields/search-words';
import { collectionOf, isNamed } from './kinds';

/** Longer names are cut in the list of hits. */
const LONGEST_TITLE = 200;

/** What is marked in what was found: folded words, or what they stood for, and runs of digits. */
export interface SyncStates {
  /** Whether one word was looked for: a name that has it has all. */
  readonly single: boolean;
  /** In names of clients and contacts. */
  readonly name: readonly string[];
  /** In any other text. */
  readonly any: readonly string[];
  readonly digits: readonly string[];
}

/** How what was looked for is shown in what was found. */
export class HitMaker {
  constructor(
    private readonly marks: SyncStates,
    /** The name of a client by id, '' when there is none. */
    private readonly clientName: (id: string) => string,
  ) {}

  client(client: Client): SearchHit {
    const { id, name, fullName, city, inn, phones, emails, site, tags, about } = client;
    const found = this.#besides(name, [
      ...phones.map((phone) => formatPhone(phone)),
      inn === '' ? '' : `ИНН ${inn}`,
      ...emails.map(({ value }) => value),
      site,
      fullName,
      ...tags,
      about,
    ]);
    const usual = phones[0] ? formatPhone(phones[0]) : inn === '' ? '' : `ИНН ${inn}`;
    return this.#hit('client', id, id, name, found ? join([found, city]) : join([city, usual]));
  }

  contact(contact: Contact): SearchHit {
    const { id, clientId, name, position, phones, emails, comment } = contact;
    const found = this.#besides(name, [
      ...phones.map((phone) => formatPhone(phone)),
      ...emails.map(({ value }) => value),
      comment,
    ]);
    return this.#hit('contact', id, clientId, name, join([found, position, this.clientName(clientId)]));
  }

  call(call: Call): SearchHit {
    const { id, clientId, number, comment, nextStep, startedAt } = call;
    const phone = number === '' ? '' : formatPhone({ e164: number, raw: number, ext: '' });
    const found = this.#first([comment, nextStep, phone]);
    return this.#hit('call', id, clientId, this.clientName(clientId) || phone, found, startedAt);
  }

  note({ id, clientId, text, createdAt }: Note): SearchHit {
    return this.#hit('note', id, clientId, this.clientName(clientId), this.#cut(text), createdAt);
  }

  task(task: Task): SearchHit {
    const { id, clientId, title, comment, result, dueDate, dueAt } = task;
    const found = matches(title, this.marks.any) ? '' : this.#first([comment, result]);
    return this.#hit('task', id, clientId, title, join([found, this.clientName(clientId)]), dueAt || dueDate);
  }

  deal(deal: Deal): SearchHit {
    const { id, clientId, title, competitor, source, tags, about, lines, expectedClose } = deal;
    const found = matches(title, this.marks.any)
      ? ''
      : this.#first([competitor, source, ...tags, ...lines.map(({ name }) => name), about]);
    return this.#hit('deal', id, clientId, title, join([found, this.clientName(clientId)]), expectedClose);
  }

  document(document: BusinessDocument): SearchHit {
    const { id, clientId, number, content, date, type } = document;
    const found = this.#first([
      content.subject,
      content.basis,
      content.note,
      ...content.lines.map(({ name }) => name),
    ]);
    const hit = this.#hit('document', id, clientId, number, join([found, this.clientName(clientId)]), date);
    // «123» is a word of the query and the end of «А7-000123».
    const { any, digits } = this.marks;
    const ends = any.filter((word) => /^\d{3,}$/.test(word));
    const title = matches(number, any, digits) ? hit.title : highlight(number, [], ends);
    return { ...hit, title, documentType: type };
  }

  /** A record of a kind that has no words of its own here: its title, whatever else of it was found, its client. */
  record(one: HitKind, record: Readonly<Record<string, unknown>>): SearchHit {
    const kind = collectionOf(one);
    const clientId = clientOf(kind, record);
    const title = titleOf(kind, record);
    const texts = fieldsOf(kind).flatMap(([name, { search }]) =>
      search === undefined ? [] : searchTexts(kind, name, record),
    );
    const found = matches(title, this.marks.any) ? '' : this.#first(texts.filter((text) => text !== title));
    const at = (entityOf(kind).timeline?.at ?? []).map((field) => String(record[field] ?? ''));
    const client = clientId === record.id ? '' : this.clientName(clientId);
    return this.#hit(one, String(record.id), clientId, title, join([found, client]), at.find(Boolean));
  }

  #hit(kind: HitKind, id: string, clientId: string, title: string, detail: string, at = ''): SearchHit {
    const words = isNamed(collectionOf(kind)) ? this.marks.name : this.marks.any;
    return {
      kind,
      id,
      clientId,
      title: highlight(title.slice(0, LONGEST_TITLE), words, this.marks.digits),
      detail: highlight(detail, this.marks.any, this.marks.digits),
      at,
      documentType: '',
    };
  }

  /** What else of a record was found, if its name does not say it all. */
  #besides(name: string, texts: readonly string[]): string {
    const { single, name: wanted, digits } = this.marks;
    return single && digits.length === 0 && matches(name, wanted) ? '' : this.#first(texts);
  }

  /** The first of some texts that the query marks, cut to a line around its mark; '' when none is. */
  #first(texts: readonly string[]): string {
    const found = texts.find((text) => text !== '' && matches(text, this.marks.any, this.marks.digits));
    return found === undefined ? '' : this.#cut(found);
  }

  #cut(text: string): string {
    return excerpt(text, this.marks.any, this.marks.digits);
  }
}

const join = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ');
