/** Columns a vCard is laid out in; the names are those of RFC 6350 and its parameters. Order is part of the API. */
export const vcardColumns = [
  'FN',
  'N;FAMILY',
  'N;GIVEN',
  'N;ADDITIONAL',
  'NICKNAME',
  'ORG',
  'ORG;UNIT',
  'TITLE',
  'ROLE',
  'TEL',
  'TEL;WORK',
  'TEL;CELL',
  'TEL;HOME',
  'TEL;FAX',
  'EMAIL',
  'ADR',
  'ADR;CITY',
  'ADR;REGION',
  'URL',
  'BDAY',
  'NOTE',
  'CATEGORIES',
  'X-ABLABEL',
  'OTHER',
] as const;

/** Columns whose lines bring their own titles: a property's name or a label. */
export const selfTitled: ReadonlySet<string> = new Set(['X-ABLABEL', 'OTHER']);
