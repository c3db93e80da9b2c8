import { describe, expect, it } from 'vitest';
import { isTimeZone, zoneOffset } from '../../lib/zoned-time';
import { cityZones } from './city-zones';
import { localTime, politeHours } from './polite-hours';
import { regionZones } from './region-zones';
import { cityZone, clientZone, innZone, landlineZone, regionZone } from './time-zones';

const now = '2026-11-23T06:00:00Z';
const hours = (zone: string) => zoneOffset(now, zone) / 60;

describe('zones', () => {
  it('are all known to the runtime', () => {
    const zones = new Set([...cityZones.values(), ...regionZones.map(({ zone }) => zone)]);
    expect([...zones].filter((zone) => !isTimeZone(zone))).toEqual([]);
  });

  it('cover every region of Russia', () => {
    const codes = new Set(regionZones.flatMap(({ codes: own }) => own));
    const missing = Array.from({ length: 95 }, (_, index) => String(index + 1).padStart(2, '0')).filter(
      (code) => !codes.has(code),
    );
    expect(missing).toEqual([]);
    expect(codes.size).toBe(95);
    expect(cityZones.size).toBeGreaterThan(100);
  });

  it.each([
    [2, '401'],
    [3, '495 812 833 844 365 869 831 861 863'],
    [4, '341 846 848 842 845 851'],
    [5, '342 343 345 346 347 349 351 352 353'],
    [6, '381'],
    [7, '382 383 384 385 388 390 391 394'],
    [8, '301 395'],
    [9, '302 411 416'],
    [10, '421 423 426'],
    [11, '413 424'],
    [12, '415 427'],
  ])('landline codes at UTC+%i: %s', (offset, codes) => {
    for (const code of codes.split(' '))
      expect([code, hours(landlineZone(`+7${code}1234567`)!)]).toEqual([code, offset]);
  });

  it('say nothing by mobile, toll-free and foreign numbers', () => {
    for (const number of ['+79141234567', '+78005553535', '+375291234567', '+77011234567', ''])
      expect(landlineZone(number)).toBeNull();
  });

  it('are found by spellings of a city and a region', () => {
    expect(cityZone('г. Орёл')).toBe('Europe/Moscow');
    expect(cityZone('Ростов-на-Дону')).toBe('Europe/Moscow');
    expect(cityZone('Комсомольск на Амуре')).toBe('Asia/Vladivostok');
    expect(cityZone('Калининград, Россия')).toBe('Europe/Kaliningrad');
    expect(cityZone('Мухосранск')).toBeNull();
    expect(regionZone('Приморский край')).toBe('Asia/Vladivostok');
    expect(regionZone('Ямало-Ненецкий АО')).toBe('Asia/Yekaterinburg');
    expect(regionZone('Ненецкий автономный округ')).toBe('Europe/Moscow');
    expect(regionZone('Ханты-Мансийский автономный округ — Югра')).toBe('Asia/Yekaterinburg');
    expect(regionZone('Новосибирская обл.')).toBe('Asia/Novosibirsk');
    expect(regionZone('Томская область')).toBe('Asia/Tomsk');
    expect(regionZone('Омская область')).toBe('Asia/Omsk');
    expect(regionZone('Респ. Саха /Якутия/')).toBe('Asia/Yakutsk');
    expect(regionZone('Московская область')).toBe('Europe/Moscow');
    expect(regionZone('25')).toBe('Asia/Vladivostok');
    expect(regionZone('')).toBeNull();
    expect(innZone('7707083893')).toBe('Europe/Moscow');
    expect(innZone('7707083894')).toBeNull();
  });
});

describe('the zone of a client', () => {
  const phones = [{ e164: '+79141234567' }, { e164: '+74232123456' }];

  it('is taken from the surest source', () => {
    const all = {
      timeZone: 'Asia/Omsk',
      city: 'Томск',
      region: 'Приморский край',
      inn: '7707083893',
      phones,
    };
    expect(clientZone(all)).toEqual({ zone: 'Asia/Omsk', source: 'own' });
    expect(clientZone({ ...all, timeZone: '' })).toEqual({ zone: 'Asia/Tomsk', source: 'city' });
    expect(clientZone({ ...all, timeZone: 'Nowhere', city: 'Село' })).toEqual({
      zone: 'Asia/Vladivostok',
      source: 'region',
    });
    expect(clientZone({ inn: '7707083893', phones })).toEqual({ zone: 'Europe/Moscow', source: 'inn' });
    expect(clientZone({ phones })).toEqual({ zone: 'Asia/Vladivostok', source: 'phone' });
  });

  it('is unknown rather than guessed from a mobile number', () => {
    expect(clientZone({ phones: [{ e164: '+79141234567' }] })).toBeNull();
    expect(clientZone({})).toBeNull();
  });
});

describe('polite hours', () => {
  it('are those of the client', () => {
    expect(localTime('Asia/Kamchatka', now)).toBe('18:00');
    expect(politeHours({ zone: 'Europe/Moscow', nowIso: now })).toEqual({
      polite: true,
      localTime: '09:00',
      localDate: '2026-11-23',
    });
    expect(politeHours({ zone: 'Europe/Kaliningrad', nowIso: now })).toMatchObject({
      polite: false,
      reason: 'too-early',
    });
    expect(politeHours({ zone: 'Asia/Kamchatka', nowIso: '2026-11-23T07:00:00Z' })).toMatchObject({
      polite: false,
      reason: 'too-late',
    });
    expect(politeHours({ zone: 'Europe/Moscow', nowIso: now, first: true }).reason).toBe('too-early');
  });

  it('keep days off', () => {
    expect(politeHours({ zone: 'Europe/Moscow', nowIso: '2026-11-21T10:00:00Z' }).reason).toBe('day-off');
    expect(politeHours({ zone: 'Europe/Moscow', nowIso: '2026-11-04T10:00:00Z' }).reason).toBe('day-off');
    expect(politeHours({ zone: 'Europe/Moscow', nowIso: '2025-11-01T10:00:00Z' }).polite).toBe(true);
  });
});

describe('what tells where a client is', () => {
  it.each([
    [{ city: 'Благовещенск', region: 'Республика Башкортостан' }, 'Asia/Yekaterinburg'],
    [{ city: 'Благовещенск', region: 'Амурская область' }, 'Asia/Yakutsk'],
    [{ city: 'г. Благовещенск' }, 'Asia/Yakutsk'],
    [{ city: 'Советск', region: 'Кировская обл.' }, 'Europe/Kirov'],
    [{ city: 'Саратов г' }, 'Europe/Saratov'],
    [{ city: 'Саратов, г.' }, 'Europe/Saratov'],
    [{ city: 'Норильск', region: 'Красноярский край' }, 'Asia/Krasnoyarsk'],
    [{ city: 'Душанбе' }, 'Asia/Dushanbe'],
    [{ phones: [{ e164: '+375291234567' }] }, 'Europe/Minsk'],
    [{ phones: [{ e164: '+77011234567' }] }, 'Asia/Almaty'],
    [{ phones: [{ e164: '+79161234567' }] }, undefined],
  ])('%j → %s', (client, zone) => expect(clientZone(client)?.zone).toBe(zone));
});
