import { pluralRu } from '../plural';

const edits = (n: number) => `${n.toLocaleString('ru')} ${pluralRu(n, 'правка', 'правки', 'правок')}`;
const records = (n: number) => `${n.toLocaleString('ru')} ${pluralRu(n, 'запись', 'записи', 'записей')}`;

export const storageHealth = {
  title: {
    'disk-full': 'Диск переполнен — изменения не сохраняются',
    'store-readonly': 'В базу нельзя писать — изменения не сохраняются',
    other: 'База недоступна — изменения не сохраняются',
  },
  advice: {
    'disk-full': 'Освободите место: удалите ненужные файлы или очистите корзину системы.',
    'store-readonly': 'Снимите с файла базы и её папки запрет на запись.',
    other: 'Проверьте диск, на котором лежит база.',
  },
  drafts: 'Введённое остаётся в открытых формах и черновиках: не закрывайте их.',
  tryAgain: 'Попробовать сейчас',
  healed:
    'Файл базы исчез из своей папки, пока программа работала. База записана заново: ничего не потеряно.',
  restarted:
    'Работа с базой прервалась, база открыта заново. Сохранённое на месте; проверьте, сохранилось ли последнее введённое.',
  understood: 'Понятно',
  missing: {
    title: 'В базе не хватает последних правок',
    count(single: number, loaded: number, atLeast: boolean): string {
      const parts = [
        ...(single > 0 ? [edits(single)] : []),
        ...(loaded > 0 ? [`${records(loaded)} из импорта или другой большой работы`] : []),
      ];
      return `Не хватает: ${atLeast ? 'не меньше ' : ''}${parts.join(' и ')}`;
    },
    period: (since: string, until: string) =>
      since === until ? `, сделано ${since}.` : `, сделано с ${since} по ${until}.`,
    server: 'Что успело уйти на сервер, вернётся само при синхронизации.',
    copyNewer: (at: string) => `Есть копия от ${at}: часть этих правок может быть в ней.`,
    copyOlder: (at: string) => `Последняя копия, от ${at}, сделана до них.`,
    logKept: 'Повреждённый журнал сохранён рядом с базой.',
    toCopies: 'К копиям',
  },
};
