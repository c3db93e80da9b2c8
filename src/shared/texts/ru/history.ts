import type { HistoryAction } from '../../history/contract';
import { pluralRu } from '../plural';

const actions: Record<HistoryAction, string> = {
  created: 'Запись создана',
  changed: 'Изменено',
  deleted: 'Удалено в корзину',
  restored: 'Возвращено из корзины',
  earliest: 'Самая ранняя версия на этом компьютере',
};

export const history = {
  open: 'История изменений',
  title: (name: string) => (name === '' ? 'История изменений' : `История изменений: ${name}`),
  list: 'Изменения, новые сверху',
  count: (n: number) => `${n.toLocaleString('ru')} ${pluralRu(n, 'изменение', 'изменения', 'изменений')}`,
  actions,
  empty: 'пусто',
  was: 'Было',
  became: 'Стало',
  further: (n: number) => `и ещё ${n.toLocaleString('ru')}`,
  unknown: 'значение не сохранилось',
  gone: 'запись удалена',
  somebody: 'Объединение при синхронизации',
  unnamed: 'без имени',
  noName: 'Имя не указано',
  hidden: 'Служебное изменение',
  countKnown: (n: number) =>
    `известно ${n.toLocaleString('ru')} ${pluralRu(n, 'изменение', 'изменения', 'изменений')}`,
  /** Of a record that came with a past: why there is no more, and where to look. */
  knownFrom: (when: string) =>
    `Изменения известны с ${when}: раньше запись на этом компьютере не велась. Что менялось до этого, видно у коллег, у которых запись была раньше.`,
  knownFromTerm: (when: string, years: number) =>
    `Изменения известны с ${when}: более ранние не хранятся, срок хранения истории — ${years} ${pluralRu(years, 'год', 'года', 'лет')}.`,
  joins:
    'Правки с других компьютеров приходят при синхронизации: несколько правок подряд могут стоять здесь одной строкой.',
  came: 'получено при синхронизации',
  knownFromShort: (when: string) => `Изменения известны с ${when}`,
  restoreField: 'Вернуть это значение',
  restoreFieldOf: (field: string) => `Вернуть это значение: ${field}`,
  restoreVersion: 'Вернуть версию',
  restoreVersionOf: (when: string) => `Вернуть версию от ${when}`,
  showThen: 'Показать, как было',
  showThenOf: (when: string) => `Показать, как было ${when}`,
  confirmTitle: (when: string) => `Вернуть версию от ${when}?`,
  confirmText:
    'Все поля станут такими, как тогда. Нынешние значения останутся в истории, к ним тоже можно вернуться.',
  fieldRestored: (field: string) => `Значение возвращено: ${field}`,
  versionRestored: (when: string) => `Возвращена версия от ${when}`,
  locked: 'Документ проведён и не меняется: вернуть прежние значения нельзя.',
  deletedNow: 'Запись в корзине. Возврат версии вернёт и её.',
  more: 'Показать ещё',
  missing: 'Записи больше нет',
  missingText: 'Её удалили, и срок хранения закончился.',
  // A card on a date.
  onDate: 'На дату',
  onTime: 'Время',
  onTimeHint: 'Конец дня',
  show: 'Показать',
  back: 'К истории',
  card: 'Так выглядела карточка',
  looked: (when: string) => `Так карточка выглядела ${when}`,
  lookedRecord: (when: string) => `Так запись выглядела ${when}`,
  lookedDeleted: (when: string) => `${when} запись уже была в корзине. Такой она была перед удалением`,
  notYet: (when: string) => `${when} записи ещё не было. Такой её создали`,
  notYetKnown: (when: string) =>
    `${when} записи ещё не было. Это самая ранняя её версия, известная на этом компьютере`,
  knownSince: (when: string) =>
    `Изменения известны с ${when}: раньше запись на этом компьютере не велась и могла быть другой.`,
  contacts: 'Контактные лица',
  noContacts: 'Контактных лиц не было',
  timeline: 'Лента',
  noTimeline: 'Ни звонков, ни задач, ни заметок, ни документов ещё не было',
  timelineCut: 'Показаны последние записи: раньше были и другие.',
  sections: {
    reach: 'Связь',
    requisites: 'Реквизиты',
    signatory: 'Кто подписывает',
    about: 'О клиенте',
    main: 'Сведения',
  },
  taskStatuses: { open: 'Открыта', done: 'Выполнена', cancelled: 'Отменена' } as Record<string, string>,
  line: (name: string, quantity: string, unit: string, price: string) =>
    `${name}: ${quantity} ${unit} × ${price}`,
};

export const recycleBin = {
  title: 'Корзина',
  list: 'Удалённые записи',
  count: (n: number) => `${n.toLocaleString('ru')} ${pluralRu(n, 'запись', 'записи', 'записей')}`,
  kind: 'Вид записи',
  allKinds: 'Все виды',
  text: 'Найти в корзине',
  textHint: 'Название, текст, клиент',
  columns: {
    select: 'Выбор',
    kind: 'Вид',
    name: 'Что удалено',
    client: 'Клиент',
    deletedAt: 'Когда',
    deletedBy: 'Кто удалил',
    keptUntil: 'Хранится до',
    restore: 'Вернуть',
  },
  select: (name: string) => `Выбрать: ${name}`,
  noName: 'Без названия',
  together: (n: number) => `с ним ещё ${n.toLocaleString('ru')}`,
  restore: 'Вернуть',
  restoreOf: (name: string) => `Вернуть: ${name}`,
  restoreSelected: (n: number) => `Вернуть выбранные (${n})`,
  restored: (n: number) =>
    `${pluralRu(n, 'Возвращена', 'Возвращены', 'Возвращено')} ${n.toLocaleString('ru')} ${pluralRu(n, 'запись', 'записи', 'записей')}`,
  show: 'Открыть',
  always: 'всегда',
  kept: (years: number) =>
    `Удалённое хранится ${years} ${pluralRu(years, 'год', 'года', 'лет')}, срок меняется в настройках.`,
  keptAlways: 'Удалённое хранится всегда, срок меняется в настройках.',
  empty: 'Корзина пуста',
  emptyText:
    'Сюда попадают удалённые клиенты, контактные лица, сделки, звонки, задачи, заметки, черновики и файлы: их можно вернуть.',
  nothing: 'Такого в корзине нет',
  nothingText: 'Измените или сбросьте фильтры.',
  keep: 'Хранить историю и корзину',
  keepHint:
    'Прежние значения и удалённые записи старше этого срока стираются с этого компьютера. Сами карточки не меняются.',
  keepYears: { '1': '1 год', '3': '3 года', '5': '5 лет', always: 'Всегда' },
  openBin: 'Открыть корзину',
};
