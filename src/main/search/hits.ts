import type { CollectionName } from '@shared/collections';
import { clientOf, entityOf, fieldsOf, titleOf } from '@shared/kinds';
import type { HitKind, SearchHit } from '@shared/search/contract';
import { excerpt, highlight, matches } from '@shared/search/highlight';
import { searchTexts } from '../fields/search-words';
import { isNamed } from './kinds';

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
    readonly marks: SyncStates,
    /** The name of a client by id, '' when there is none. */
    readonly clientName: (id: string) => string,
  ) {}

  /** A record of a kind that has no words of its own here: its title, whatever else of it was found, its client. */
  record(kind: CollectionName, record: Readonly<Record<string, unknown>>): SearchHit {
    const clientId = clientOf(kind, record);
    const title = titleOf(kind, record);
    const texts = fieldsOf(kind).flatMap(([name, { search }]) =>
      search === undefined ? [] : searchTexts(kind, name, record),
    );
    const found = matches(title, this.marks.any) ? '' : this.first(texts.filter((text) => text !== title));
    const at = (entityOf(kind).timeline?.at ?? []).map((field) => String(record[field] ?? ''));
    const client = clientId === record.id ? '' : this.clientName(clientId);
    return this.hit(kind, String(record.id), clientId, title, joinDetails([found, client]), at.find(Boolean));
  }

  hit(kind: CollectionName, id: string, clientId: string, title: string, detail: string, at = ''): SearchHit {
    const words = isNamed(kind) ? this.marks.name : this.marks.any;
    return {
      kind: entityOf(kind).one as HitKind,
      id,
      clientId,
      title: highlight(title.slice(0, LONGEST_TITLE), words, this.marks.digits),
      detail: highlight(detail, this.marks.any, this.marks.digits),
      at,
      documentType: '',
    };
  }

  /** What else of a record was found, if its name does not say it all. */
  besides(name: string, texts: readonly string[]): string {
    const { single, name: wanted, digits } = this.marks;
    return single && digits.length === 0 && matches(name, wanted) ? '' : this.first(texts);
  }

  /** The first of some texts that the query marks, cut to a line around its mark; '' when none is. */
  first(texts: readonly string[]): string {
    const found = texts.find((text) => text !== '' && matches(text, this.marks.any, this.marks.digits));
    return found === undefined ? '' : this.cut(found);
  }

  cut(text: string): string {
    return excerpt(text, this.marks.any, this.marks.digits);
  }
}

/** The second line of a hit. */
export const joinDetails = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ');
