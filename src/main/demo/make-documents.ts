import type { Client } from '@shared/clients/schema';
import { emptySignatory } from '@shared/clients/schema';
import { buildSnapshot, contractReference } from '@shared/documents/build-snapshot';
import { defaultVatRate, draftContent } from '@shared/documents/defaults';
import type {
  BusinessDocument,
  DocumentContent,
  DocumentLine,
  DocumentStatus,
  DocumentType,
} from '@shared/documents/schema';
import { draftTotal } from '@shared/documents/totals';
import { formatNumber } from '@shared/domain/numbering/numbering';
import type { Counter } from '@shared/domain/numbering/schema';
import type { Bank } from '@shared/domain/requisites/requisites';
import type { Organization } from '@shared/organizations/schema';
import { goods } from './data/goods';
import { bankAccount } from './make-client';
import type { Random, Weighted } from './random';
import { companyInn, companyOgrn, kppOf } from './requisites';
import type { Stamps } from './stamps';

const invoiceStatuses: Weighted<DocumentStatus> = [
  ['paid', 55],
  ['sent', 25],
  ['posted', 14],
  ['cancelled', 6],
];
const contractStatuses: Weighted<DocumentStatus> = [
  ['signed', 70],
  ['sent', 20],
  ['posted', 10],
];

/** «Моя организация» of the demo database. */
export function makeOrganization(random: Random, stamps: Stamps, banks: readonly Bank[]): Organization {
  const inn = companyInn(random, '77');
  return {
    ...stamps,
    kind: 'company',
    name: 'Складские решения',
    fullName: 'Общество с ограниченной ответственностью «Складские решения»',
    legalForm: 'ООО',
    inn,
    kpp: kppOf(inn),
    ogrn: companyOgrn(random, '77', 2014),
    bankAccounts: [bankAccount(random, 'company', banks, 'Москва')],
    phones: [{ id: 'p1', raw: '+7 495 120-00-00', e164: '+74951200000', ext: '', label: 'work' }],
    emails: [{ id: 'e1', value: 'info@sklad-resheniya.example', label: 'work' }],
    addresses: [
      {
        id: 'a1',
        kind: 'legal',
        text: '115280, г. Москва, ул. Складская, д. 7, офис 12',
        city: 'Москва',
        region: 'Москва',
        postalCode: '115280',
      },
    ],
    site: 'https://sklad-resheniya.example',
    signatory: {
      ...emptySignatory,
      position: 'Генеральный директор',
      fullName: 'Орлова Марина Викторовна',
      gender: 'female',
      basis: 'Устава',
    },
    taxSystem: 'general',
    vatRate: '22',
    accountant: 'Зимина Ольга Павловна',
    city: 'Москва',
    invoiceDays: 5,
  };
}

/** Takes numbers of the device's series in order, as posting does, so that the person's own go on after them. */
export class Numbers {
  readonly #taken = new Map<string, Pick<Counter, 'last' | 'takenBy'>>();

  constructor(readonly series: string) {}

  /** The number of a document dated in a year. */
  next(type: DocumentType, year: string, documentId: string): string {
    const key = `${type}:${year}:${this.series}`;
    const last = (this.#taken.get(key)?.last ?? 0) + 1;
    this.#taken.set(key, { last, takenBy: documentId });
    return formatNumber(this.series, last);
  }

  /** The counters as they stand now. */
  counters(stamps: Stamps): Counter[] {
    return [...this.#taken].map(([id, taken]) => ({ ...stamps, id, series: this.series, ...taken }));
  }
}

function lines(random: Random, service: boolean, vatRate: string): DocumentLine[] {
  const offered = goods.filter((one) => one.service === service || (!service && random.chance(0.3)));
  return Array.from({ length: service ? random.int(1, 2) : random.int(1, 5) }, (_, place) => {
    const { article, name, unit, price } = random.pick(offered);
    return {
      id: `l${place + 1}`,
      article,
      name,
      unit,
      // Small things go by the hundred.
      quantity: String(price < 100_000 ? random.int(2, 60) * 10 : unit === 'усл.' ? 1 : random.int(1, 12)),
      price,
      discount: 0,
      vatRate,
    };
  });
}

export interface DocumentPlan {
  readonly type: DocumentType;
  readonly at: number;
  readonly date: string;
  readonly draft: boolean;
  /** The client's last contract, for an invoice's «Основание». */
  readonly contract: BusinessDocument | undefined;
}

/** A document as a person would have made it: a draft, or posted with its number and snapshot. */
export function makeDocument(
  random: Random,
  plan: DocumentPlan,
  client: Client,
  organization: Organization,
  numbers: Numbers,
  userId: string,
): BusinessDocument {
  const { type, date } = plan;
  const basis = plan.contract ? contractReference(plan.contract.number, plan.contract.date) : '';
  const services = type === 'contract' && random.chance(0.3);
  const content: DocumentContent = {
    ...draftContent({ type, date, organization, basis }),
    contractKind: services ? 'services' : 'supply',
    subject: services ? 'Монтаж и обслуживание складского оборудования' : '',
    lines: lines(random, services, defaultVatRate(organization, date)),
  };
  const id = random.id(plan.at);
  const number = plan.draft ? '' : numbers.next(type, date.slice(0, 4), id);
  const instant = new Date(plan.at).toISOString();
  const posted = plan.draft
    ? {}
    : { snapshot: buildSnapshot({ type, content }, number, organization, client) };
  return {
    id,
    createdAt: instant,
    createdBy: userId,
    updatedAt: instant,
    updatedBy: userId,
    importId: '',
    clientId: client.id,
    organizationId: organization.id,
    type,
    status: plan.draft ? 'draft' : random.weighted(type === 'invoice' ? invoiceStatuses : contractStatuses),
    number,
    series: plan.draft ? '' : numbers.series,
    date,
    total: draftTotal(content),
    content,
    basedOnId: '',
    postedAt: plan.draft ? '' : instant,
    ...posted,
  };
}
