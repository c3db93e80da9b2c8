/** Codes of ОКЕИ (ОК 015-94) by the ways people write a unit. */
const CODES: Readonly<Record<string, string>> = {
  шт: '796',
  штука: '796',
  усл: '876',
  'усл ед': '876',
  кг: '166',
  г: '163',
  т: '168',
  м: '006',
  км: '008',
  м2: '055',
  'кв м': '055',
  м3: '113',
  'куб м': '113',
  л: '112',
  ч: '356',
  час: '356',
  день: '359',
  дн: '359',
  мес: '362',
  месяц: '362',
  год: '366',
  компл: '839',
  комплект: '839',
  упак: '778',
  уп: '778',
  пара: '715',
  пар: '715',
  набор: '704',
  рул: '736',
  'пог м': '018',
  мест: '698',
  чел: '792',
  мин: '355',
  смена: '354',
};

/** The code of a unit as it was written («шт.», «м²», «усл. ед.»), or '' for one that has none. */
export function okeiCode(unit: string): string {
  const plain = unit.normalize('NFKC').toLowerCase().replace(/\./gu, ' ').replace(/\s+/gu, ' ').trim();
  return CODES[plain] ?? '';
}
