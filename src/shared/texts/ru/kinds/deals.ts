import type { NewsWords } from '../../kinds-words';
import { deals as words } from '../deals';

export const deals: NewsWords = {
  one: 'Сделка',
  many: 'Сделки',
  created: 'новая сделка',
  changed: 'изменена сделка',
  fields: {
    title: 'Название',
    clientId: 'Клиент',
    contactIds: 'Контактные лица',
    amount: 'Сумма',
    lines: 'Товары и услуги',
    pricesIncludeVat: 'Цены с НДС',
    currency: 'Валюта',
    funnelId: 'Воронка',
    stageId: 'Этап',
    probability: 'Вероятность',
    expectedClose: 'Ожидаемая дата закрытия',
    ownerId: 'Ответственный',
    participantIds: 'Участники',
    source: 'Источник',
    competitor: 'Конкурент',
    lostReasonId: 'Причина отказа',
    lostComment: 'Пояснение к отказу',
    tags: 'Метки',
    about: 'О сделке',
  },
  choices: { probability: { '-1': words.ofStage } },
};
