import type { QuickDateCode } from '../../lib/quick-dates';
import type { ReminderChoice } from '../../tasks/draft';
import type { TaskSection } from '../../tasks/rules';
import type { TaskPriority, TaskStatus, TaskType } from '../../tasks/schema';
import { pluralRu } from '../plural';

const types: Record<TaskType, string> = {
  call: 'Звонок',
  meeting: 'Встреча',
  email: 'Письмо',
  offer: 'Предложение',
  document: 'Документы',
  payment: 'Оплата',
  other: 'Другое',
};
const priorities: Record<TaskPriority, string> = { low: 'Низкий', normal: 'Обычный', high: 'Высокий' };
const statuses: Record<TaskStatus, string> = {
  open: 'Открытые',
  done: 'Выполненные',
  cancelled: 'Отменённые',
};
const sections: Record<TaskSection, string> = {
  overdue: 'Просрочено',
  today: 'Сегодня',
  tomorrow: 'Завтра',
  later: 'Позже',
};
const quick: Record<QuickDateCode, string> = {
  'in-hour': 'Через час',
  'today-evening': 'Сегодня 18:00',
  'tomorrow-morning': 'Завтра 10:00',
  'in-week': 'Через неделю',
  monday: 'В понедельник',
};
const reminders: Record<ReminderChoice, string> = {
  none: 'Не напоминать',
  'at-time': 'В назначенное время',
  'ten-minutes': 'За 10 минут',
  hour: 'За час',
  day: 'За день',
  kept: 'Как было задано',
};

export const tasks = {
  title: 'Задачи',
  types,
  priorities,
  statuses,
  sections,
  quick,
  quickLabel: 'Быстрый срок',
  reminders,
  remindersAllDay: { 'at-time': 'Утром, в 9:00', day: 'Накануне, в 9:00' },
  count: (n: number) => `${n.toLocaleString('ru')} ${pluralRu(n, 'задача', 'задачи', 'задач')}`,
  fields: {
    title: 'Что сделать',
    type: 'Тип',
    priority: 'Приоритет',
    dueDate: 'Срок',
    dueTime: 'Время',
    dueTimeHint: 'Весь день',
    reminder: 'Напомнить',
    assignee: 'Исполнитель',
    me: 'Я',
    result: 'Результат',
  },
  datePlaceholder: 'ДД.ММ.ГГГГ',
  openCalendar: 'Открыть календарь',
  previousMonth: 'Предыдущий месяц',
  nextMonth: 'Следующий месяц',
  issues: {
    titleMissing: 'Напишите, что нужно сделать.',
    dateMissing: 'Укажите срок.',
    dateImpossible: (text: string) =>
      `Даты «${text}» нет в календаре. Введите день, месяц и год, например 21.11.2026.`,
    timeImpossible: (text: string) => `Времени «${text}» не бывает. Введите часы и минуты, например 14:30.`,
  },
  form: {
    create: 'Новая задача',
    edit: 'Задача',
    submitNew: 'Создать задачу',
    submit: 'Сохранить',
    remove: 'Удалить задачу',
    cancelTask: 'Отменить задачу',
    complete: 'Выполнено',
    reopen: 'Вернуть в работу',
    restored: 'Возвращён черновик',
    startOver: 'Начать заново',
    gone: 'Задача не найдена: возможно, её удалили.',
    doneWith: (result: string) => `Выполнена. Результат: ${result}`,
    done: 'Выполнена',
    cancelled: 'Отменена',
  },
  notices: {
    created: 'Задача создана',
    saved: 'Задача сохранена',
    completed: 'Задача выполнена',
    removed: 'Задача удалена',
    cancelled: 'Задача отменена',
    moved: (date: string) => `Срок перенесён: ${date}`,
    snoozed: (when: string) => `Напомним: ${when}`,
  },
  views: { label: 'Вид', list: 'Список', week: 'Неделя', month: 'Месяц' },
  filters: {
    whose: 'Чьи задачи',
    mine: 'Мои',
    everyone: 'Все',
    type: 'Тип',
    anyType: 'Любой тип',
    status: 'Состояние',
    text: 'Найти в задачах',
  },
  row: {
    call: (title: string) => `Позвонить: ${title}`,
    callShort: 'Позвонить',
    logCall: 'Записать звонок',
    noNumber: 'В карточке клиента нет ни одного номера',
    complete: (title: string) => `Выполнить: ${title}`,
    reopen: (title: string) => `Вернуть в работу: ${title}`,
    actions: (title: string) => `Действия: ${title}`,
    late: 'просрочена',
    highPriority: 'Высокий приоритет',
    lowPriority: 'Низкий приоритет',
    resultPlaceholder: 'Что получилось? Enter — выполнено',
    moveTo: 'Перенести',
    dayBack: 'На день раньше',
    dayOn: 'На день позже',
    openClient: 'Открыть карточку клиента',
    allDay: 'весь день',
  },
  showMore: (n: number) => `Показать ещё ${n.toLocaleString('ru')}`,
  period: {
    previous: 'Назад',
    next: 'Вперёд',
    today: 'Сегодня',
    keys: '← → листать, T — сегодня, стрелки ↑ ↓ — по задачам',
    dayOff: 'выходной',
    shortDay: 'короткий день',
    unknownCalendar: 'Переносы праздников этого года ещё не утверждены.',
    more: (n: number) => `ещё ${n.toLocaleString('ru')}`,
    earlierOverdue: (n: number) => `Просрочено раньше: ${n.toLocaleString('ru')}`,
    leftOut: (n: number) =>
      `${n.toLocaleString('ru')} ${pluralRu(n, 'самая поздняя задача', 'самые поздние задачи', 'самых поздних задач')} здесь не видно: сузьте отбор или откройте список.`,
    addOn: (date: string) => `Новая задача на ${date}`,
    day: (date: string, n: number) =>
      n === 0 ? `${date}, задач нет` : `${date}, ${n} ${pluralRu(n, 'задача', 'задачи', 'задач')}`,
    weekOf: (from: string, to: string) => `${from} — ${to}`,
  },
  empty: {
    title: 'Открытых задач нет',
    text: 'Запланируйте звонок или встречу: в срок программа напомнит.',
    filtered: 'Таких задач нет',
    filteredText: 'Измените или сбросьте фильтры.',
    done: 'Выполненных задач пока нет',
    cancelled: 'Отменённых задач нет',
    section: 'Нет задач',
  },
  catchUp: {
    title: 'Пока вас не было',
    later: 'Отложить',
    dismiss: 'Понятно',
    hint: (n: number) => `${n} ${pluralRu(n, 'напоминание', 'напоминания', 'напоминаний')}`,
  },
  notification: {
    title: 'Напоминание',
    missed: (n: number) =>
      `Пока вас не было: ${n} ${pluralRu(n, 'напоминание', 'напоминания', 'напоминаний')}`,
  },
};
