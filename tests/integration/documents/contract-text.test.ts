import type { ContractSnapshot } from '@shared/documents/snapshot';
import { describe, expect, it } from 'vitest';
import { contractModel } from '../../../src/main/documents/contract-model';
import { contractSections, contractTitle } from '../../../src/main/documents/contract-text';
import { contract, services } from './samples';

const plain = (snapshot: ContractSnapshot) =>
  contractSections(snapshot)
    .flatMap(({ title, clauses }) => [title, ...clauses])
    .join('\n')
    .replaceAll('\u00a0', ' ');
const free = { ...contract, lines: [], vatPhrase: 'в том числе НДС 22 %' };
const person = { ...contract.customer, kind: 'person' as const, name: 'Коваль Ольга Ивановна', email: '' };
const sale: ContractSnapshot = {
  ...contract,
  kind: 'sale',
  customer: person,
  passport: 'паспорт 45 00 123456',
};

describe('the text of a contract', () => {
  it('says how a rate joins a price that names no sum', () => {
    expect(plain(free)).toContain('подписанными Сторонами, и включает НДС по ставке 22 %.');
    expect(plain({ ...free, vatPhrase: 'НДС не облагается в связи с применением УСН' })).toContain(
      'подписанными Сторонами. НДС не облагается в связи с применением УСН.',
    );
    expect(plain(free)).toContain('передаточными документами');
  });
  it('services are accepted by акт, not by the papers of goods', () => {
    const text = plain({ ...services, priceTerms: '' });
    expect(text).toContain('счетами на оплату и актами об оказании услуг');
    expect(text).not.toContain('передаточными документами');
  });
  it('goods are handed over at a place with an address', () => {
    expect(plain({ ...free, warehouse: '141006, г. Мытищи, ул. Силикатная, д. 5' })).toContain(
      'на складе Поставщика по адресу: 141006, г. Мытищи',
    );
  });
  it('a person buys by купля-продажа under the law on consumers, with a passport and no seal', () => {
    const text = plain(sale);
    expect(contractTitle(sale)).toBe('Договор купли-продажи');
    expect(text).toContain('О защите прав потребителей');
    for (const no of [
      'Претензионный порядок обязателен',
      'не более 10 %',
      'Поставщик',
      'безналичном',
      '523',
    ]) {
      expect(text).not.toContain(no);
    }
    const model = contractModel(sale);
    expect(model.sides.map(({ stamp }) => stamp)).toEqual(['М. П. (при наличии)', '']);
    expect(model.sides[1].requisites).toContain('паспорт 45 00 123456');
  });
  it('letters count only where both sides have an address for them', () => {
    expect(plain(contract)).toContain('по адресам электронной почты, указанным в договоре');
    expect(plain({ ...contract, customer: { ...contract.customer, email: '' } })).not.toContain(
      'по адресам электронной почты',
    );
  });
  it('a foreign side gets a law and a court', () => {
    const abroad = {
      ...contract.customer,
      kind: 'company' as const,
      name: 'ТОО «Алатау»',
      fullName: '',
      inn: '',
    };
    const text = plain({ ...contract, customer: abroad });
    expect(text).toContain('применяется право Российской Федерации');
    expect(text).toContain('по месту нахождения Поставщика');
    expect(plain(contract)).not.toContain('применяется право');
  });
  it('a framework contract is called so', () => {
    expect(contractTitle({ ...free, subject: 'мебель по рамочному договору' })).toBe(
      'Рамочный договор поставки',
    );
    expect(contractTitle(contract)).toBe('Договор поставки');
  });
  it('a term that has passed by the day of signing is left out', () => {
    expect(plain({ ...contract, date: '2027-12-31' })).toContain('до полного исполнения Сторонами');
  });
});
