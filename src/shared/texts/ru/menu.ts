export const menu = {
  spelling: 'Добавить в словарь',
};
