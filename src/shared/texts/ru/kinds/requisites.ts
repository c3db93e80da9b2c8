const signatory = {
  'signatory.position': 'Должность подписанта',
  'signatory.fullName': 'Подписант',
  'signatory.gender': 'Пол подписанта',
  'signatory.positionGenitive': 'Должность (в лице кого?)',
  'signatory.fullNameGenitive': 'Подписант (в лице кого?)',
  'signatory.basis': 'На основании',
};

/** Names of the requisites that clients and our own organisation have alike. */
export const requisites = {
  kind: 'Вид',
  name: 'Название',
  fullName: 'Полное название',
  legalForm: 'Правовая форма',
  inn: 'ИНН',
  kpp: 'КПП',
  ogrn: 'ОГРН',
  bankAccounts: 'Банковские счета',
  phones: 'Телефоны',
  emails: 'Эл. почта',
  addresses: 'Адреса',
  site: 'Сайт',
  ...signatory,
};
