import type { ContractKind } from './snapshot';

/** What the two sides are called in a contract, in the cases its clauses need. */
export interface ContractRole {
  nominative: string;
  genitive: string;
  dative: string;
  instrumental: string;
}

const role = (nominative: string, genitive: string, dative: string, instrumental: string): ContractRole => ({
  nominative,
  genitive,
  dative,
  instrumental,
});

/** Roles of the supplier and the customer by kind of contract. */
export const contractRoles: Readonly<
  Record<ContractKind, { supplier: ContractRole; customer: ContractRole }>
> = {
  supply: {
    supplier: role('Поставщик', 'Поставщика', 'Поставщику', 'Поставщиком'),
    customer: role('Покупатель', 'Покупателя', 'Покупателю', 'Покупателем'),
  },
  sale: {
    supplier: role('Продавец', 'Продавца', 'Продавцу', 'Продавцом'),
    customer: role('Покупатель', 'Покупателя', 'Покупателю', 'Покупателем'),
  },
  services: {
    supplier: role('Исполнитель', 'Исполнителя', 'Исполнителю', 'Исполнителем'),
    customer: role('Заказчик', 'Заказчика', 'Заказчику', 'Заказчиком'),
  },
};

/** Terms printed where the person left them empty; a form offers them as a start. */
export function defaultTerms(
  kind: ContractKind,
  warehouse = '',
): { paymentTerms: string; deliveryTerms: string } {
  const { supplier } = contractRoles[kind];
  const place = warehouse === '' ? '' : ` по адресу: ${warehouse}`;
  return kind !== 'services'
    ? {
        paymentTerms: `Покупатель оплачивает Товар на основании счёта ${supplier.genitive} в течение 5 (пяти) рабочих дней со дня выставления счёта.`,
        deliveryTerms: `${supplier.nominative} передаёт Товар в течение 10 (десяти) рабочих дней со дня поступления оплаты. Если Стороны не согласовали доставку по адресу Покупателя, Товар передаётся на складе ${supplier.genitive}${place}.`,
      }
    : {
        paymentTerms:
          'Заказчик оплачивает Услуги на основании счёта Исполнителя в течение 5 (пяти) рабочих дней со дня подписания акта об оказании услуг.',
        deliveryTerms:
          'Исполнитель приступает к оказанию Услуг в течение 5 (пяти) рабочих дней со дня подписания договора и оказывает их в согласованные Сторонами сроки.',
      };
}
