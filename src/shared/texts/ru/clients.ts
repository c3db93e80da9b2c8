import { pluralRu } from '../plural';

const clientsWord = (n: number) => pluralRu(n, 'клиент', 'клиента', 'клиентов');

export const clients = {
  title: 'Клиенты',
  count: (n: number) => `${n.toLocaleString('ru')} ${clientsWord(n)}`,
  list: 'Список клиентов',
  noName: 'Без названия',
  picker: {
    hint: 'Название, ИНН или телефон',
    nothing: 'Такого клиента нет',
    create: (name: string) => `Завести клиента «${name}»`,
    clear: 'Убрать клиента',
    more: 'Уточните поиск: показаны первые',
  },
  kinds: { company: 'Компания', entrepreneur: 'ИП', person: 'Частное лицо' },
  statuses: { potential: 'Потенциальный', active: 'В работе', regular: 'Постоянный', lost: 'Потерян' },
};
