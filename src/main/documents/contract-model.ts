import { contractRoles } from '@shared/documents/contract-terms';
import type { ContractSnapshot, Party } from '@shared/documents/snapshot';
import { glue, typography } from '@shared/documents/typography';
import { initials } from '@shared/domain/declension';
import { formatLongDate } from '@shared/lib/date-format';
import { printQuotes } from '@shared/lib/nested-quotes';
import { contractPreamble, contractSections, contractTitle, type Section, sentence } from './contract-text';
import { amount } from './format';
import { LETTER_PAGE, type LinesTable, linesTable, type TotalRow, totalRows } from './lines-model';

const NBSP = '\u00a0';

/** One side at the end of a contract. */
export interface Side {
  role: string;
  name: string;
  requisites: string[];
  position: string;
  signature: string;
  /** «М. П. (при наличии)», or '' for a person, who has no seal. */
  stamp: string;
}

interface Specification {
  heading: string;
  title: string;
  table: LinesTable;
  totals: TotalRow[];
  summary: string;
}

/** Everything a contract shows, as ready strings; docx and pdf only lay it out. */
export interface ContractModel {
  title: string;
  author: string;
  heading: string;
  city: string;
  date: string;
  preamble: string;
  sections: Section[];
  requisitesTitle: string;
  sides: [Side, Side];
  specification: Specification | null;
  footer: string;
}

const labelled = (label: string, value: string) => (value === '' ? '' : `${label}${NBSP}${value}`);

function side(party: Party, role: string, passport: string): Side {
  const { bank, signatory } = party;
  const own = party.name.replace(/^\s*(?:ИП|Индивидуальный\s+предприниматель)\s+/iu, '');
  return {
    role,
    name: printQuotes(party.fullName || party.name),
    requisites: [
      [labelled('ИНН', party.inn), party.kind === 'company' ? labelled('КПП', party.kpp) : '']
        .filter(Boolean)
        .join(', '),
      party.kind === 'person' ? glue(passport) : '',
      labelled(party.kind === 'entrepreneur' ? 'ОГРНИП' : 'ОГРН', party.kind === 'person' ? '' : party.ogrn),
      party.address === '' ? '' : `Адрес: ${typography(party.address)}`,
      labelled('Р/с', bank.account),
      bank.bankName === '' ? '' : `Банк: ${glue(printQuotes(bank.bankName))}`,
      labelled('К/с', bank.corrAccount),
      labelled('БИК', bank.bik),
      party.phone === '' ? '' : `Тел.: ${party.phone.replaceAll(' ', NBSP)}`,
      party.email === '' ? '' : `Эл. почта: ${party.email}`,
    ].filter((line) => line !== ''),
    position: signatory.position || (party.kind === 'entrepreneur' ? 'Индивидуальный предприниматель' : ''),
    signature: initials(signatory.fullName || (party.kind === 'company' ? '' : own)),
    stamp: party.kind === 'person' ? '' : 'М. П. (при наличии)',
  };
}

/** Compose the contract; the snapshot's texts must already be printable. */
export function contractModel(snapshot: ContractSnapshot): ContractModel {
  const roles = contractRoles[snapshot.kind];
  const number = `№${NBSP}${snapshot.number}`;
  const date = formatLongDate(snapshot.date);
  const title = `${contractTitle(snapshot)} ${number} от${NBSP}${date}`;
  const { lines, totals, pricesIncludeVat } = snapshot;
  return {
    title,
    author: printQuotes(snapshot.supplier.name || snapshot.supplier.fullName),
    heading: `${contractTitle(snapshot)} ${number}`,
    city: snapshot.city === '' ? '' : `г.${NBSP}${snapshot.city.replace(/^г\.?\s*(?=\p{Lu})/u, '')}`,
    date,
    preamble: contractPreamble(snapshot),
    sections: contractSections(snapshot),
    requisitesTitle: 'Адреса, реквизиты и подписи Сторон',
    sides: [
      side(snapshot.supplier, roles.supplier.nominative, ''),
      side(snapshot.customer, roles.customer.nominative, snapshot.passport ?? ''),
    ],
    specification:
      lines.length === 0
        ? null
        : {
            heading: `Приложение №${NBSP}1 к${NBSP}договору ${number} от${NBSP}${date}`,
            title: 'Спецификация',
            table: linesTable(lines, pricesIncludeVat, LETTER_PAGE),
            totals: totalRows(totals, pricesIncludeVat).map((row) =>
              row.bold ? { ...row, label: 'Всего:' } : row,
            ),
            summary: sentence(
              `Общая стоимость: ${amount(totals.total)}${NBSP}руб. (${snapshot.inWords})${
                snapshot.vatPhrase.trim() === '' ? '' : `, ${glue(snapshot.vatPhrase.trim())}`
              }`,
            ),
          },
    footer: `${contractTitle(snapshot)} ${number}`,
  };
}
