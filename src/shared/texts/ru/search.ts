import { pluralRu } from '../plural';

/** The one search field over everything. */
export const search = {
  documentTypes: {
    invoice: 'Счёт',
    contract: 'Договор',
    offer: 'КП',
    'invoice-contract': 'Счёт-договор',
    act: 'Акт',
    waybill: 'Накладная',
    upd: 'УПД',
  },
  draft: 'черновик',
  noName: 'Без названия',
  recent: 'Недавние клиенты',
  results: 'Найденное',
  nothing: (text: string) => `По запросу «${text}» ничего не найдено`,
  alike: (text: string) => `По запросу «${text}» ничего не найдено. Похожее:`,
  create: (name: string) => `Создать клиента «${name}»`,
  found: (n: number) =>
    `${pluralRu(n, 'Найдена', 'Найдено', 'Найдено')} ${n} ${pluralRu(n, 'запись', 'записи', 'записей')}`,
  openHint: 'Enter — открыть',
  callHint: 'Ctrl+Enter — записать звонок',
  actionHint: '> — найти действие',
  clear: 'Очистить поиск',
};
