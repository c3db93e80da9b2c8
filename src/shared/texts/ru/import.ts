import type { DuplicateChoice, ImportProblem, ReadOrder } from '../../import/contract';
import type { SharedFact } from '../../import/duplicates';
import type { ImportField, RowIssueCode } from '../../import/fields';
import type { PresetName } from '../../import/presets';
import type { ImportState } from '../../import/schema';
import { pluralRu } from '../plural';
import { cardTitles } from './card-titles';

const number = (n: number) => n.toLocaleString('ru');
const rowsOf = (n: number) => `${number(n)} ${pluralRu(n, 'строку', 'строки', 'строк')}`;
const clients = (n: number) => `${number(n)} ${pluralRu(n, 'клиент', 'клиента', 'клиентов')}`;
const contacts = (n: number) =>
  `${number(n)} ${pluralRu(n, 'контактное лицо', 'контактных лица', 'контактных лиц')}`;

const fields: Record<ImportField, string> = {
  'client.name': 'Название клиента',
  'client.fullName': 'Полное название',
  'client.kind': 'Вид клиента',
  'client.inn': 'ИНН',
  'client.kpp': 'КПП',
  'client.ogrn': 'ОГРН',
  'client.phones': 'Телефон клиента',
  'client.emails': 'Эл. почта клиента',
  'client.address': 'Адрес',
  'client.city': 'Город',
  'client.region': 'Область, край',
  'client.postalCode': 'Индекс',
  'client.site': 'Сайт',
  'client.tags': 'Метки',
  'client.status': 'Статус',
  'client.source': 'Откуда узнали',
  'client.responsible': 'Ответственный',
  'client.notes': 'О клиенте',
  'client.bik': 'БИК',
  'client.bankName': 'Банк',
  'client.corrAccount': 'Корр. счёт',
  'client.account': 'Расчётный счёт',
  'contact.name': 'ФИО контактного лица',
  'contact.lastName': 'Фамилия',
  'contact.firstName': 'Имя',
  'contact.middleName': 'Отчество',
  'contact.position': 'Должность',
  'contact.phones': 'Телефон контактного лица',
  'contact.emails': 'Эл. почта контактного лица',
  'contact.birthday': 'День рождения',
};

/** Why a row stays out, or what is remarked of it. @param notes the field that keeps what fits nowhere else */
const issues = (notes: string): Record<RowIssueCode, string> => ({
  'row-no-name': 'Нет ни названия, ни имени, ни телефона, ни эл. почты',
  'row-too-many-cells': 'Ячеек больше, чем столбцов',
  'row-too-long': 'Строка слишком длинная',
  'row-quote-unclosed': 'Кавычка открыта и не закрыта',
  'row-refused': 'База не приняла строку',
  'card-unclosed': 'Карточка не закончена',
  'name-from-contact': 'Названия нет: клиент назван по телефону или эл. почте',
  'text-cut': `Текст слишком длинный: полностью сохранён в поле «${notes}»`,
  'text-cleaned': 'Убраны невидимые символы',
  'text-undecodable': 'Есть нечитаемые символы: проверьте кодировку',
  'list-cut': `Значений слишком много: лишние сохранены в поле «${notes}»`,
  'number-damaged': `Число испорчено таблицей: исходный вид сохранён в поле «${notes}»`,
  'phone-unreadable': 'Телефон не распознан: сохранён как есть',
  'phone-local': 'Телефон без кода города',
  'email-invalid': `Не похоже на адрес эл. почты: сохранено в поле «${notes}»`,
  'date-invalid': `Такой даты нет: сохранено в поле «${notes}»`,
  'date-ambiguous': 'Дата неоднозначна: считаем, что сначала день',
  'birthday-impossible': `Такого дня рождения быть не может (в будущем или слишком давно): сохранено в поле «${notes}»`,
  'kind-unknown': 'Вид клиента не распознан',
  'status-unknown': 'Статус не распознан',
  'inn-invalid': 'ИНН с ошибкой: сохранён как есть',
  'kpp-invalid': 'КПП с ошибкой: сохранён как есть',
  'ogrn-invalid': 'ОГРН с ошибкой: сохранён как есть',
  'bik-invalid': 'БИК с ошибкой: сохранён как есть',
  'account-invalid': 'Расчётный счёт с ошибкой: сохранён как есть',
  'corr-account-invalid': 'Корр. счёт с ошибкой: сохранён как есть',
  'zero-restored': 'Восстановлен ноль в начале',
  'duplicate-in-file': 'Такой клиент уже был в этом файле',
  'duplicate-in-base': 'Такой клиент уже есть в базе',
  'kept-in-notes': `Поля для этого нет: сохранено в поле «${notes}»`,
  'picture-left-out': 'Изображения и ключи не загружаются',
  'row-totals': 'Строка итогов: пропущена, это не клиент',
  'row-repeats-header': 'Повтор заголовка таблицы: строка пропущена',
  'possible-skipped': 'Возможный дубль: пропущен по вашему решению',
  'filled-known': 'Строка дополняет клиента, который уже есть',
  'contact-added': 'Клиент уже был в файле: из строки взято только контактное лицо',
  'not-taken-over': 'У клиента уже указано другое: значение из строки не перенесено',
  'responsible-unknown': `Такого сотрудника нет: имя сохранено в поле «${notes}»`,
  'amount-unreadable': `Сумма не распознана или слишком велика: сохранена в поле «${notes}»`,
  'amount-negative': `Сумма отрицательная: сохранена в поле «${notes}», сделка осталась без суммы`,
  'number-unreadable': `Число не распознано: сохранено в поле «${notes}»`,
  'value-unknown': `Такого значения у поля нет: сохранено в поле «${notes}»`,
  'name-unknown': `Такого нет или есть несколько: название сохранено в поле «${notes}»`,
  'client-unknown': `Такого клиента нет или есть несколько: строка без клиента, название сохранено в поле «${notes}»`,
  'client-missing': 'Клиент не указан: строка останется без клиента',
  'stage-unknown': `Такого этапа нет: сделка встанет на первый, название сохранено в поле «${notes}»`,
  'deal-lost-no-reason': 'Сделка проиграна, а причины нет: её можно указать в карточке',
  'record-in-file': 'Точно такая же строка уже была в этом файле',
  'record-in-base': 'Точно такая же запись уже есть в базе',
});

const presets: Record<PresetName, string> = {
  vcard: 'vCard',
  amocrm: 'amoCRM',
  bitrix24: 'Битрикс24',
  pipedrive: 'Pipedrive',
  hubspot: 'HubSpot',
  outlook: 'Outlook',
  google: 'Google Контакты',
};

const states: Record<ImportState, string> = {
  running: 'Прерван',
  done: 'Завершён',
  cancelled: 'Остановлен',
  failed: 'С ошибкой',
  undone: 'Отменён',
};

const duplicateChoices: Record<DuplicateChoice, string> = {
  skip: 'Пропустить',
  update: 'Дополнить',
  create: 'Создать ещё одного',
};

const problemKinds: Record<ImportProblem['kind'], string> = {
  invalid: 'Ошибка',
  duplicate: 'Дубль',
  warning: 'Предупреждение',
};

/** The import of files. */
export const imports = {
  title: 'Импорт',
  titleOf: (file: string) => `Импорт: ${file}`,
  chooseFile: 'Выбрать файл',
  otherFile: 'Другой файл',
  leave: 'Не импортировать',
  startTitle: 'Перенесите клиентов и сделки из файла',
  startText:
    'Таблица CSV (из Excel, amoCRM, Битрикс24, Outlook) или контакты vCard. Кодировку и разделитель определим сами, перед импортом всё покажем, а потом его можно отменить целиком.',
  accepts: 'CSV, TXT, TSV, VCF · UTF-8, Windows-1251, CP866, KOI8-R, Mac · до сотен мегабайт',
  fileKinds: { all: 'CSV и vCard', csv: 'CSV', any: 'Все файлы' },
  history: 'История импортов',
  historyEmpty: 'Здесь появятся выполненные импорты: любой можно будет отменить.',
  columns: {
    file: 'Файл',
    date: 'Дата',
    who: 'Кто',
    made: 'Создано',
    passedOver: 'Не вошло',
    state: 'Состояние',
    actions: 'Действия',
  },
  made: (c: number, p: number) => (p === 0 ? clients(c) : `${clients(c)}, ${contacts(p)}`),
  madeOf: (many: string, n: number) => `${many.toLowerCase()}: ${number(n)}`,
  passedOver: (duplicates: number, invalid: number) =>
    [
      duplicates > 0 ? `${number(duplicates)} ${pluralRu(duplicates, 'дубль', 'дубля', 'дублей')}` : '',
      invalid > 0 ? `${number(invalid)} ${pluralRu(invalid, 'строка', 'строки', 'строк')} с ошибками` : '',
    ]
      .filter(Boolean)
      .join(', ') || '—',
  states,
  encoding: 'Кодировка',
  delimiter: 'Разделитель',
  encodings: {
    'utf-8': 'UTF-8',
    'utf-8-bom': 'UTF-8 с BOM',
    'windows-1251': 'Windows-1251',
    'utf-16le': 'UTF-16',
    cp866: 'CP866 (DOS)',
    'koi8-r': 'KOI8-R',
    'mac-cyrillic': 'Mac (кириллица)',
  } as Record<string, string>,
  delimiters: {
    ';': 'Точка с запятой (;)',
    ',': 'Запятая (,)',
    '\t': 'Табуляция',
    '|': 'Вертикальная черта (|)',
  } as Record<string, string>,
  duplicates: 'Если ИНН и КПП те же',
  duplicateChoices,
  duplicateHints: {
    skip: 'Строка пропускается, клиент в базе не меняется.',
    update: 'Заполняются только пустые поля, добавляются недостающие телефоны, почта и контактные лица.',
    create: 'В базе появится второй такой же клиент.',
  } as Record<DuplicateChoice, string>,
  responsible: 'Ответственный',
  nobody: 'Никто',
  tag: 'Метка для всех',
  mappingTitle: 'Что в столбцах',
  mappingHint: (notes: string) =>
    `Проверьте, куда попадёт каждый столбец. Незнакомые столбцы сохранятся в поле «${notes}».`,
  mappingRemembered: 'Как в прошлый раз',
  mappingPreset: (name: PresetName) => `Похоже на выгрузку: ${presets[name]}`,
  mappingOf: (header: string) => `Поле для столбца «${header}»`,
  suggested: 'Предложено',
  notTaken: 'Не загружать',
  rest: (notes: string) => `В поле «${notes}»`,
  kind: 'Что в строках',
  kindClients: 'Клиенты и контактные лица',
  funnel: 'Воронка',
  missing: 'Клиентов, которых нет',
  missingChoices: { leave: 'Оставить без клиента', create: 'Создать' },
  missingHints: {
    leave: 'Название сохранится в примечании, клиента можно выбрать потом.',
    create: 'По названию из файла появится новый клиент.',
  },
  sameRecord: 'Если точно такая уже есть',
  sameChoices: { skip: 'Пропустить', create: 'Создать ещё одну' },
  values: {
    title: (n: number) => `Названия и имена в файле: ${number(n)}`,
    hint: 'Связываем только при полном совпадении. Похожее и неизвестное решаете вы.',
    columns: { column: 'Столбец', text: 'В файле', rows: 'Строк', how: 'Что нашлось', to: 'Что это' },
    how: {
      exact: 'Название совпало',
      decided: 'Решили вы',
      several: 'Таких несколько',
      near: 'Похожее название',
      none: 'Не найдено',
    },
    nothing: 'Не связывать',
    create: 'Создать клиента',
    choiceOf: (text: string) => `Что такое «${text}»`,
    open: 'Только нерешённые',
    more: (n: number) => `Показать ещё ${number(n)}`,
  },
  extraFields: { deals: { began: 'Дата начала' } } as Record<string, Record<string, string>>,
  groups: { client: 'Клиент', contact: 'Контактное лицо', other: 'Прочее' },
  fields,
  cardTitles,
  dateOrder: {
    label: 'Порядок в датах',
    byColumn: 'Порядок: по столбцу',
    dmy: 'День, месяц (31/12)',
    mdy: 'Месяц, день (12/31)',
    found: ({ order, because, assumed }: ReadOrder) =>
      assumed
        ? 'День, месяц (так принято)'
        : `${order === 'dmy' ? 'День, месяц' : 'Месяц, день'} (${because})`,
  },
  untitled: (n: number) => `Столбец ${n}`,
  restTitle: 'Прочее:',
  reasonTitle: 'Причина',
  check: 'Проверить',
  checkAgain: 'Проверить заново',
  checking: 'Проверяем файл…',
  importing: 'Импортируем…',
  undoing: (file: string) => `Отменяем импорт «${file}»…`,
  importRows: (n: number) => `Импортировать ${rowsOf(n)}`,
  importDecided: 'Импортировать с этими решениями',
  possible: {
    title: (n: number) => `Возможные дубли: ${number(n)}`,
    hint: 'Общий телефон, почта или название ещё не значит, что это один клиент. Решите по каждой строке или сразу по всем.',
    forAll: 'Что делать со всеми возможными дублями',
    allPrefix: 'Все: ',
    choiceOf: (line: number) => `Что делать со строкой ${line}`,
    choices: {
      create: 'создать нового',
      update: 'дополнить найденного',
      skip: 'пропустить',
    } as Record<DuplicateChoice, string>,
    columns: { line: 'Строка', name: 'В файле', by: 'Что совпало', known: 'Уже есть', choice: 'Что делать' },
    by: {
      inn: 'ИНН и КПП',
      'inn-alone': 'ИНН, а филиалов несколько',
      'name-phone': 'Название и телефон',
      'name-email': 'Название и эл. почта',
      phone: 'Телефон',
      email: 'Эл. почта',
      'name-city': 'Название и город',
      name: 'Название',
    } as Record<SharedFact, string>,
    shown: (n: number) => `Показаны первые ${number(n)}; с остальными поступим, как со всеми.`,
  },
  nothingToImport: 'Импортировать нечего: подходящих строк нет.',
  stale: 'Настройки изменились: проверьте файл заново.',
  cancel: 'Остановить',
  speed: (n: number) => `${number(Math.round(n))} строк/с`,
  left: (seconds: number) =>
    seconds < 60
      ? `осталось ${Math.max(1, Math.round(seconds))} с`
      : `осталось ${Math.round(seconds / 60)} мин`,
  progress: (n: number) => `Прочитано ${rowsOf(n)}`,
  tiles: {
    fresh: 'Новых',
    duplicates: 'Дублей',
    possible: 'Возможных дублей',
    invalid: 'С ошибками',
    warnings: 'С замечаниями',
    clients: 'Создано клиентов',
    contacts: 'Создано контактных лиц',
    updated: 'Дополнено клиентов',
    records: (many: string) => `Создано: ${many.toLowerCase()}`,
    unlinked: 'Без клиента',
  },
  problems: 'Замечания по строкам',
  noProblems: 'Замечаний нет.',
  problemsShown: (shown: number) =>
    `Показаны первые ${number(shown)}. Все ошибочные строки можно сохранить в файл.`,
  problemColumns: { line: 'Строка', kind: 'Что', reason: 'Причина', column: 'Столбец', value: 'Значение' },
  problemKinds,
  inRow: (line: number) => `строка ${number(line)}`,
  problemFilter: 'Показать',
  issues,
  presets,
  results: {
    done: 'Импорт завершён',
    cancelled: 'Импорт остановлен',
    failed: 'Импорт прервался из-за ошибки',
  },
  resultTexts: {
    done: (seconds: number) => `Заняло ${number(Math.max(1, Math.round(seconds)))} с.`,
    cancelled: 'Что успело загрузиться, осталось в базе. Это можно отменить.',
    failed: 'Что успело загрузиться, осталось в базе. Устраните причину и повторите: дубли пропустятся.',
  },
  showClients: 'Показать клиентов',
  showDeals: 'Показать сделки',
  saveFailed: 'Сохранить строки с ошибками',
  savedAs: (file: string) => `Строки с ошибками сохранены: ${file}`,
  undo: 'Отменить импорт',
  keep: 'Не отменять',
  undoTitle: (file: string) => `Отменить импорт «${file}»?`,
  undoText: (c: number, p: number, records: readonly string[]) =>
    records.length === 0
      ? `Будет удалено: ${clients(c)} и ${contacts(p)}. Дополненные клиенты вернутся к прежнему виду.`
      : `Будет удалено: ${[...records, ...(c > 0 ? [clients(c)] : [])].join(', ')}. То, с чем уже работали, останется.`,
  undoChangedToo: 'Удалить и то, что изменили после импорта',
  undone: (removed: number, kept: number, restored: number) =>
    [
      `Импорт отменён: удалено ${number(removed)}`,
      kept > 0 ? `оставлено изменённых ${number(kept)}` : '',
      restored > 0 ? `возвращено к прежнему виду ${number(restored)}` : '',
    ]
      .filter(Boolean)
      .join(', '),
  finish: 'Готово',
  fileSize: (bytes: number) =>
    bytes < 1_000_000
      ? `${number(Math.max(1, Math.round(bytes / 1000)))} КБ`
      : `${number(Math.round(bytes / 100_000) / 10)} МБ`,
};
