import { pluralRu } from '../plural';

export const files = {
  title: 'Файлы',
  attach: 'Прикрепить файл',
  attachHint: 'Фото, договоры, записи: до 100 МБ каждый. Копии лежат на компьютере зашифрованными.',
  attached: (n: number) =>
    `${pluralRu(n, 'Прикреплён', 'Прикреплено', 'Прикреплено')} ${n} ${pluralRu(n, 'файл', 'файла', 'файлов')}`,
  open: (name: string) => `Открыть файл: ${name}`,
  more: (name: string) => `Действия с файлом: ${name}`,
  saveAs: 'Сохранить как…',
  rename: 'Переименовать',
  newName: 'Имя файла',
  remove: 'Удалить',
  removed: (name: string) => `Файл «${name}» удалён`,
  undo: 'Отменить',
  saved: 'Файл сохранён',
  savedInstead:
    'Такие файлы программа сама не открывает. Файл сохранён, и папка с ним показана: открывайте его, только если уверены в отправителе.',
  /** Name of a copy that another program opens; a number and an ending follow. */
  openedName: 'Вложение',
  fetch: 'Скачать',
  fetchNamed: (name: string) => `Скачать файл: ${name}`,
  states: {
    here: 'только на этом компьютере',
    uploaded: 'на сервере',
    coming: 'скачивается',
    away: 'на сервере, здесь ещё нет',
    waiting: 'ещё не дошёл до сервера',
  },
  up: (percent: number) => `отправляется, ${percent} %`,
  down: (percent: number) => `скачивается, ${percent} %`,
  bytes: (n: number) =>
    n < 1024
      ? `${n} Б`
      : n < 1024 * 1024
        ? `${Math.round(n / 1024).toLocaleString('ru')} КБ`
        : `${(n / 1024 / 1024).toLocaleString('ru', { maximumFractionDigits: 1 })} МБ`,
};
