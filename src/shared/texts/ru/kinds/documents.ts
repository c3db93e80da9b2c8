import type { NewsWords } from '../../kinds-words';
import { documents as words } from '../documents';

export const documents: NewsWords = {
  one: 'Документ',
  many: 'Документы',
  created: 'документ',
  changed: 'изменён документ',
  fields: {
    clientId: 'Клиент',
    organizationId: 'Организация',
    type: 'Вид',
    status: 'Состояние',
    number: 'Номер',
    total: 'Сумма',
    'content.date': 'Дата документа',
    'content.validUntil': 'Действует до',
    'content.lines': 'Строки',
    'content.pricesIncludeVat': 'Цены с НДС',
    'content.basis': 'Основание',
    'content.note': 'Примечание',
    'content.contractKind': 'Вид договора',
    'content.city': 'Город подписания',
    'content.subject': 'Предмет договора',
    'content.paymentTerms': 'Условия оплаты',
    'content.deliveryTerms': 'Условия поставки',
    'content.autoRenew': 'Продлевать автоматически каждый год',
    'content.preamble': 'Преамбула',
    'content.passport': words.passport,
    'content.updStatus': words.upd.status,
    basedOnId: 'Составлен на основании',
  },
  choices: {
    type: words.types,
    status: words.statuses,
    'content.contractKind': words.contract.kinds,
    'content.updStatus': words.upd.statuses,
  },
};
