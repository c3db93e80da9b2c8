/**
 * Russia's production calendar of one year: what differs from a plain Monday–Friday week. `provisional` when the
 * government had not yet moved the days off and only the Labour Code's own holidays (art. 112) are certain.
 */
export interface CalendarYear {
  readonly year: number;
  readonly provisional: boolean;
  readonly source: string;
  /** Holidays and moved days off, weekends among holidays included. `MM-DD`. */
  readonly daysOff: readonly string[];
  /** Saturdays and Sundays that are worked. `MM-DD`. */
  readonly workingDays: readonly string[];
  /** Working days an hour shorter. `MM-DD`. */
  readonly shortDays: readonly string[];
}

const NEW_YEAR = ['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08'];

/** The years we ship. A year the list lacks is counted Monday to Friday without holidays. */
export const productionCalendar: readonly CalendarYear[] = [
  {
    year: 2025,
    provisional: false,
    source: 'ТК РФ ст. 112; постановление Правительства РФ от 04.10.2024 № 1335',
    daysOff: [
      ...NEW_YEAR,
      '02-23',
      '03-08',
      '05-01',
      '05-02',
      '05-08',
      '05-09',
      '06-12',
      '06-13',
      '11-03',
      '11-04',
      '12-31',
    ],
    workingDays: ['11-01'],
    shortDays: ['03-07', '04-30', '06-11', '11-01'],
  },
  {
    year: 2026,
    provisional: false,
    source: 'ТК РФ ст. 112; постановление Правительства РФ от 24.09.2025 № 1466',
    daysOff: [
      ...NEW_YEAR,
      '01-09',
      '02-23',
      '03-08',
      '03-09',
      '05-01',
      '05-09',
      '05-11',
      '06-12',
      '11-04',
      '12-31',
    ],
    workingDays: [],
    shortDays: ['04-30', '05-08', '06-11', '11-03'],
  },
  {
    year: 2027,
    provisional: true,
    source: 'ТК РФ ст. 112; переносы Правительства РФ не учтены',
    daysOff: [...NEW_YEAR, '02-23', '03-08', '05-01', '05-03', '05-09', '05-10', '06-12', '06-14', '11-04'],
    workingDays: [],
    shortDays: ['02-22', '11-03'],
  },
];
