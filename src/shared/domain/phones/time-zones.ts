import { isTimeZone } from '../../lib/zoned-time';
import { innRegion } from '../requisites/inn';
import { foldText } from '../requisites/legal-forms';
import { cityZones, repeatedCities } from './city-zones';
import { regionZones } from './region-zones';

/** Landline codes outside Moscow time; all other 3xx, 4xx and 8xx are on it. */
const codesByZone: Readonly<Record<string, string>> = {
  'Europe/Kaliningrad': '401',
  'Europe/Kirov': '833',
  'Europe/Volgograd': '844',
  'Europe/Simferopol': '365 869',
  'Europe/Samara': '341 846 848',
  'Europe/Ulyanovsk': '842',
  'Europe/Saratov': '845',
  'Europe/Astrakhan': '851',
  'Asia/Yekaterinburg': '342 343 345 346 347 349 351 352 353',
  'Asia/Omsk': '381',
  'Asia/Tomsk': '382',
  'Asia/Novosibirsk': '383',
  'Asia/Novokuznetsk': '384',
  'Asia/Barnaul': '385 388',
  'Asia/Krasnoyarsk': '390 391 394',
  'Asia/Irkutsk': '301 395',
  'Asia/Chita': '302',
  'Asia/Yakutsk': '411 416',
  'Asia/Vladivostok': '421 423 426',
  'Asia/Magadan': '413',
  'Asia/Sakhalin': '424',
  'Asia/Kamchatka': '415',
  'Asia/Anadyr': '427',
};
const codeZones = new Map(
  Object.entries(codesByZone).flatMap(([zone, codes]) =>
    codes.split(' ').map((code) => [code, zone] as const),
  ),
);
const innZones = new Map(
  regionZones.flatMap(({ codes, zone }) => codes.map((code) => [code, zone] as const)),
);
const stems = [...regionZones].sort((a, b) => b.stem.length - a.stem.length);

/** Where a zone was taken from, the surest first. */
type ZoneSource = 'own' | 'city' | 'region' | 'inn' | 'phone';

export interface ZoneGuess {
  readonly zone: string;
  readonly source: ZoneSource;
}

/** What is known about a client's place; absent and empty mean unknown. */
export interface Whereabouts {
  /** The IANA zone set by hand. */
  readonly timeZone?: string;
  readonly city?: string;
  readonly region?: string;
  readonly inn?: string;
  readonly phones?: readonly { readonly e164: string }[];
}

/** «г. Орёл», «Саратов г», «Саратов, г.» → the bare name, folded. */
const foldCity = (city: string): string =>
  foldText(city)
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/^(?:г\.|гор\.|город |г )\s*/, '')
    .replace(/\s*[,(].*$/, '')
    .replace(/ (?:г|гор|город)\.?$/, '');

/** The zone of a city by its name: «г. Орёл», «Орел», «Саратов г». `null` for a city not in the list. */
export function cityZone(city: string): string | null {
  const name = foldCity(city)
    .replace(/ ?[–—-] ?/g, '-')
    .trim();
  return cityZones.get(name) ?? cityZones.get(name.replace(/ /g, '-')) ?? null;
}

/** Whether other regions have a city of that name: then the region tells more («Благовещенск» of Башкортостан). */
const isNotUnique = (city: string): boolean =>
  repeatedCities.has(
    foldCity(city)
      .replace(/ ?[–—-] ?/g, '-')
      .trim(),
  );

/** The zone of a region by its name («Приморский край», «респ. Коми») or two-digit code. */
export function regionZone(region: string): string | null {
  const name = foldText(region).trim();
  if (/^\d{2}$/.test(name)) return innZones.get(name) ?? null;
  const words = name.split(/[^\p{L}]+/u);
  const startsWith = (stem: string) => words.some((word) => word.startsWith(stem));
  if (startsWith('ямал')) return 'Asia/Yekaterinburg';
  return stems.find(({ stem }) => startsWith(stem))?.zone ?? null;
}

/** The zone of the tax office that gave an ИНН; `null` for 99 (interregional) and wrong numbers. */
export function innZone(inn: string): string | null {
  const region = innRegion(inn);
  return region === null ? null : (innZones.get(region) ?? null);
}

/** The zone of a Russian landline; `null` for mobile, toll-free and foreign numbers: their code tells no place. */
export function landlineZone(e164: string): string | null {
  const code = /^\+7([348]\d{2})\d{7}$/.exec(e164)?.[1];
  if (code === undefined || /^80/.test(code)) return null;
  return codeZones.get(code) ?? 'Europe/Moscow';
}

/** Neighbours with one zone from border to border, by the beginning of their numbers: mobile ones tell it, too. */
const NEIGHBOURS: readonly (readonly [code: RegExp, zone: string])[] = [
  [/^\+375/, 'Europe/Minsk'],
  [/^\+7[67]/, 'Asia/Almaty'],
  [/^\+374/, 'Asia/Yerevan'],
  [/^\+992/, 'Asia/Dushanbe'],
  [/^\+993/, 'Asia/Ashgabat'],
  [/^\+994/, 'Asia/Baku'],
  [/^\+995/, 'Asia/Tbilisi'],
  [/^\+996/, 'Asia/Bishkek'],
  [/^\+998/, 'Asia/Tashkent'],
  [/^\+373/, 'Europe/Chisinau'],
];

/** The zone of a number of a neighbour that has only one; `null` for all other numbers. */
function neighbourZone(e164: string): string | null {
  return NEIGHBOURS.find(([code]) => code.test(e164))?.[1] ?? null;
}

/**
 * The client's zone: set by hand, else by city, region, tax office, landline. Never by a mobile number, which
 * follows its owner anywhere. `null` when nothing tells: then the caller must ask.
 */
export function clientZone(client: Whereabouts): ZoneGuess | null {
  const { timeZone = '', city = '', region = '', inn = '', phones = [] } = client;
  if (isTimeZone(timeZone)) return { zone: timeZone, source: 'own' };
  const guesses: [ZoneSource, string | null][] = [
    ['city', isNotUnique(city) && regionZone(region) !== null ? null : cityZone(city)],
    ['region', regionZone(region)],
    ['inn', innZone(inn)],
    [
      'phone',
      phones.map(({ e164 }) => neighbourZone(e164) ?? landlineZone(e164)).find((zone) => zone !== null) ??
        null,
    ],
  ];
  for (const [source, zone] of guesses) if (zone !== null) return { zone, source };
  return null;
}
