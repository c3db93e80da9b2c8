import type { RecentChange } from '../../today/contract';
import { pluralRu } from '../plural';

const kinds: Record<RecentChange['kind'], { readonly created: string; readonly changed: string }> = {
  client: { created: 'новый клиент', changed: 'изменён клиент' },
  contact: { created: 'новое контактное лицо', changed: 'изменено контактное лицо' },
  call: { created: 'звонок', changed: 'изменён звонок' },
  task: { created: 'новая задача', changed: 'изменена задача' },
  note: { created: 'заметка', changed: 'изменена заметка' },
  document: { created: 'документ', changed: 'изменён документ' },
};

export const today = {
  title: 'Сегодня',
  dayOff: 'выходной день',
  shortDay: 'короткий рабочий день',
  overdue: 'Просрочено',
  tasks: 'Задачи на сегодня',
  done: 'Сделано сегодня',
  calls: 'Звонки за сегодня',
  changes: 'Что изменилось',
  noTasks: 'На сегодня задач нет. Хорошее время позвонить тем, с кем давно не говорили.',
  noCalls: 'Сегодня вы ещё не записали ни одного звонка.',
  noChanges: 'Коллеги пока ничего не меняли.',
  imported: (clients: number) =>
    clients === 0
      ? 'Импорт'
      : `Импорт: ${clients.toLocaleString('ru')} ${pluralRu(clients, 'клиент', 'клиента', 'клиентов')}`,
  allOverdue: (n: number) => `Все просроченные: ${n.toLocaleString('ru')}`,
  noName: 'Без названия',
  unknownClient: 'Номер не из базы',
  kinds,
  quick: {
    label: 'Быстро записать',
    call: 'Звонок',
    callHint: 'Записать разговор и следующий шаг',
    task: 'Задача',
    taskHint: 'Запланировать с напоминанием',
    client: 'Клиент',
    clientHint: 'Создать карточку',
  },
  firstSteps: {
    title: 'С чего начать',
    text: 'База пока пустая. Создайте первого клиента или загрузите всех сразу из файла.',
    client: 'Создать клиента',
    clientHint: 'Достаточно названия: остальное можно дописать потом',
    import: 'Загрузить из файла',
    importHint: 'CSV из Excel или прежней программы, контакты vCard',
    server: 'Подключиться к серверу',
    serverHint: 'Общая база отдела появится на этом компьютере',
    demo: 'Посмотреть на примере',
    demoHint: 'Демо-база: около 200 придуманных компаний, удаляется одной кнопкой',
  },
};
