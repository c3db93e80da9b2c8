import type { Call } from '@shared/calls/schema';
import type { Client } from '@shared/clients/schema';
import type { Contact } from '@shared/contacts/schema';
import type { BusinessDocument } from '@shared/documents/schema';
import type { Note } from '@shared/notes/schema';
import { formatPhone } from '@shared/phones/phones';
import type { Highlight, HitKind, SearchHit } from '@shared/search/contract';
import { excerpt, highlight, matches } from '@shared/search/highlight';
import type { Task } from '@shared/tasks/schema';

/** Longer names are cut in the list of hits. */
const LONGEST_TITLE = 200;

/** How the words and digits that were looked for are shown in what was found by them. */
export class HitMaker {
  constructor(
    /** Folded words, or what they stood for. */
    private readonly words: readonly string[],
    private readonly digits: readonly string[],
    /** The name of a client by id, '' when there is none. */
    private readonly clientName: (id: string) => string,
  ) {}

  client(client: Client): SearchHit {
    const { id, name, fullName, city, inn, phones, emails, site, tags, about } = client;
    const found = this.#first([
      ...phones.map((phone) => formatPhone(phone)),
      inn === '' ? '' : `ИНН ${inn}`,
      ...emails.map(({ value }) => value),
      site,
      fullName,
      ...tags,
      about,
    ]);
    const usual = phones[0] ? formatPhone(phones[0]) : inn && `ИНН ${inn}`;
    const detail = found || usual || '';
    return this.#hit('client', id, id, name, join([city, detail]));
  }

  contact(contact: Contact): SearchHit {
    const { id, clientId, name, position, phones, emails, comment } = contact;
    const found = this.#first([
      ...phones.map((phone) => formatPhone(phone)),
      ...emails.map(({ value }) => value),
      comment,
    ]);
    return this.#hit('contact', id, clientId, name, join([position, this.clientName(clientId), found]));
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
    const found = matches(title, this.words) ? '' : this.#first([comment, result]);
    return this.#hit('task', id, clientId, title, join([this.clientName(clientId), found]), dueAt || dueDate);
  }

  document(document: BusinessDocument): SearchHit {
    const { id, clientId, number, content, date, type } = document;
    const found = this.#first([
      content.subject,
      content.basis,
      content.note,
      ...content.lines.map(({ name }) => name),
    ]);
    const hit = this.#hit('document', id, clientId, number, join([this.clientName(clientId), found]), date);
    return { ...hit, documentType: type };
  }

  #hit(kind: HitKind, id: string, clientId: string, title: string, detail: string, at = ''): SearchHit {
    return {
      kind,
      id,
      clientId,
      title: this.#show(title.slice(0, LONGEST_TITLE)),
      detail: this.#show(detail),
      at,
      documentType: '',
    };
  }

  #show(text: string): Highlight[] {
    return highlight(text, this.words, this.digits);
  }

  /** The first of some texts that the query marks, cut to a line around its mark; '' when none is. */
  #first(texts: readonly string[]): string {
    const found = texts.find((text) => text !== '' && matches(text, this.words, this.digits));
    return found === undefined ? '' : this.#cut(found);
  }

  #cut(text: string): string {
    return excerpt(text, this.words, this.digits);
  }
}

const join = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ');
