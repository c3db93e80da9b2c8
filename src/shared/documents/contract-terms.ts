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
  services: {
    supplier: role('Исполнитель', 'Исполнителя', 'Исполнителю', 'Исполнителем'),
    customer: role('Заказчик', 'Заказчика', 'Заказчику', 'Заказчиком'),
  },
};

/** Terms printed where the person left them empty; a form offers them as a start. */
export function defaultTerms(kind: ContractKind): { paymentTerms: string; deliveryTerms: string } {
  return kind === 'supply'
    ? {
        paymentTerms:
          'Покупатель оплачивает Товар на основании счёта Поставщика в течение 5 (пяти) рабочих дней со дня выставления счёта.',
        deliveryTerms:
          'Поставщик передаёт Товар в течение 10 (десяти) рабочих дней со дня поступления оплаты. Товар передаётся на складе Поставщика, если Стороны не согласовали доставку по адресу Покупателя.',
      }
    : {
        paymentTerms:
          'Заказчик оплачивает Услуги на основании счёта Исполнителя в течение 5 (пяти) рабочих дней со дня подписания акта об оказании услуг.',
        deliveryTerms:
          'Исполнитель приступает к оказанию Услуг в течение 5 (пяти) рабочих дней со дня подписания договора и оказывает их в согласованные Сторонами сроки.',
      };
}
