import { formatDuration } from '@shared/calls/duration';
import type { Address, BankAccount, Email, Phone } from '@shared/clients/schema';
import type { DocumentLine } from '@shared/documents/schema';
import { formatPhone } from '@shared/domain/phones/phones';
import type { HistoryKind } from '@shared/history/contract';
import { formatShortDate } from '@shared/lib/date-format';
import { isIsoDate } from '@shared/lib/date-only';
import { formatMoney } from '@shared/lib/money';
import { formatQuantity } from '@shared/lib/quantity';
import type { Language } from '@shared/settings/contract';
import type { Texts } from '@shared/texts';
import { valueInWords } from '@shared/timeline/conflict';
import { useMemo } from 'react';
import { useLanguage, useTexts } from '../services/texts';
import { formatInstant } from '../ui/when';

type Names = Readonly<Record<string, string>>;

/** How fields of one kind of record are called, and their values read. */
export interface ValueWords {
  readonly label: (field: string) => string;
  /** One line for a plain value, one for each element of a list; none for what is empty. */
  readonly lines: (field: string, value: unknown, names: Names) => readonly string[];
}

const references = new Set([
  'ownerId',
  'assigneeId',
  'userId',
  'clientId',
  'contactId',
  'organizationId',
  'taskId',
  'funnelId',
  'stageId',
  'lostReasonId',
]);
/** Lists of such ids. */
const referenceLists = new Set(['contactIds', 'participantIds']);
const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** Names and values of a record's fields as people read them, in the language of the window. */
export function useValueWords(kind: HistoryKind): ValueWords {
  const texts = useTexts();
  const language = useLanguage();
  return useMemo(() => {
    const choices = choicesOf(kind, texts);
    const labels = texts.kinds[kind].fields;
    return {
      label: (field) => labels[field] ?? field,
      lines(field, value, names) {
        if (value === undefined || value === null || value === '') return [];
        if (references.has(field)) {
          const name = names[String(value)];
          return [name === undefined ? texts.history.gone : name || texts.history.unnamed];
        }
        if (referenceLists.has(field) && Array.isArray(value)) {
          return value.map((id) => names[String(id)] || texts.history.gone);
        }
        const choice = choices[field]?.[String(value)];
        if (choice !== undefined) return [choice];
        if (Array.isArray(value)) return value.map((one) => element(field, one, texts, language));
        return [plain(field, value, texts, language)];
      },
    };
  }, [kind, texts, language]);
}

/** What closed lists say, field by field. */
function choicesOf(
  kind: HistoryKind,
  { clients, calls, tasks, documents, deals, history }: Texts,
): Record<string, Record<string, string>> {
  const requisites = { kind: clients.kinds, 'signatory.gender': documents.contract.genders };
  const own: Record<HistoryKind, Record<string, Record<string, string>>> = {
    clients: { ...requisites, status: clients.statuses },
    organizations: {
      ...requisites,
      taxSystem: documents.organization.taxHandlers,
      vatRate: { none: documents.vat('none') },
    },
    contacts: { role: clients.roles },
    calls: { direction: calls.directions, result: calls.results },
    tasks: { type: tasks.types, status: history.taskStatuses, priority: tasks.priorities },
    deals: { probability: { '-1': deals.ofStage } },
    funnels: {},
    notes: {},
    files: {},
    documents: {
      type: documents.types,
      status: documents.statuses,
      'content.contractKind': documents.contract.kinds,
    },
  };
  return own[kind];
}

function plain(field: string, value: unknown, { common, documents }: Texts, language: Language): string {
  if (typeof value === 'boolean') return value ? common.yes : common.no;
  if (field === 'durationSec') return formatDuration(Number(value));
  if (field === 'probability') return `${value} %`;
  if (field === 'amount') return formatMoney(Number(value), { locale: language, currency: '' });
  if (field === 'total') return formatMoney(Number(value), { locale: language });
  if (field === 'vatRate') return documents.vat(String(value));
  if (typeof value !== 'string') return valueInWords(value);
  if (isIsoDate(value)) return formatShortDate(value, language);
  if (instant.test(value)) return formatInstant(value, language);
  if (field === 'number' && value.startsWith('+')) return formatPhone({ e164: value, raw: value, ext: '' });
  return value;
}

/** One element of a list: a phone, an address, a line of a document, a tag. */
function element(
  field: string,
  one: unknown,
  { clients, history, calls }: Texts,
  language: Language,
): string {
  if (typeof one !== 'object' || one === null) return String(one);
  switch (field) {
    case 'phones': {
      const phone = one as Phone;
      return `${formatPhone(phone, calls.phone.ext)} (${clients.phoneLabels[phone.label] ?? phone.label})`;
    }
    case 'emails': {
      const email = one as Email;
      return `${email.value} (${clients.emailLabels[email.label] ?? email.label})`;
    }
    case 'addresses': {
      const { kind, postalCode, region, city, text } = one as Address;
      const whole = [postalCode, region, city, text].filter((part, at, all) => {
        // The text often names the city itself.
        return part !== '' && (at === 3 || !(all[3] ?? '').includes(part));
      });
      return `${clients.addressKinds[kind] ?? kind}: ${whole.join(', ')}`;
    }
    case 'bankAccounts': {
      const { account, bankName, bik } = one as BankAccount;
      return [account, bankName, bik && `${clients.card.bik} ${bik}`].filter(Boolean).join(', ');
    }
    case 'stages':
    case 'lostReasons':
      return (one as { name: string }).name;
    case 'lines':
    case 'content.lines': {
      const { name, quantity, unit, price } = one as DocumentLine;
      return history.line(
        name,
        formatQuantity(quantity, language),
        unit,
        formatMoney(price, { locale: language }),
      );
    }
    default:
      return valueInWords(one);
  }
}

/** Lines of a value before and after, without those that stayed: of fifty phones only the one that changed. */
export function differing(
  before: readonly string[],
  after: readonly string[],
): readonly [readonly string[], readonly string[]] {
  if (before.length < 2 && after.length < 2) return [before, after];
  const was = before.filter((line) => !after.includes(line));
  const is = after.filter((line) => !before.includes(line));
  // Only the order changed.
  return was.length + is.length === 0 ? [before, after] : [was, is];
}
