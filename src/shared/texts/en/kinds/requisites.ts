const signatory = {
  'signatory.position': "Signatory's position",
  'signatory.fullName': 'Signatory',
  'signatory.gender': "Signatory's gender",
  'signatory.positionGenitive': 'Position (genitive)',
  'signatory.fullNameGenitive': 'Signatory (genitive)',
  'signatory.basis': 'Acting on the basis of',
};

/** Names of the requisites that clients and our own organisation have alike. */
export const requisites = {
  kind: 'Type',
  name: 'Name',
  fullName: 'Full name',
  legalForm: 'Legal form',
  inn: 'INN',
  kpp: 'KPP',
  ogrn: 'OGRN',
  bankAccounts: 'Bank accounts',
  phones: 'Phones',
  emails: 'Email',
  addresses: 'Addresses',
  site: 'Website',
  ...signatory,
};
