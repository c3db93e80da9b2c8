import { type DealCard, type DealRow, noDealFilter } from '@shared/deals/contract';
import type { Deal } from '@shared/deals/schema';
import { type Funnels, readFunnels } from '../funnels/read';
import { type FeatureQueries, parseRecord, type Reader, table } from '../reader/reader';
import {
  type DealMoment,
  dealCondition,
  dueSql,
  partsTable,
  rotCutoffs,
  rottingSql,
  withoutNextSql,
} from './condition';
import { dealRows, dealWindow } from './rows';
import { dealBoard, dealForecast, dealSums } from './sums';
import { dealSteps, dealTimeline } from './timeline';

/** So many deals of one client are offered to be chosen among. */
const maxChoices = 200;

export const dealsQueries: FeatureQueries<'deals'> = {
  'deals.board': (reader, { filter, ...moment }) => dealBoard(reader, readFunnels(reader.db), filter, moment),
  'deals.window': (reader, { filter, ...page }) => dealWindow(reader, readFunnels(reader.db), filter, page),
  'deals.sums': (reader, { filter, ...moment }) => dealSums(reader, readFunnels(reader.db), filter, moment),
  'deals.forecast': (reader, { filter, ...moment }) =>
    dealForecast(reader, readFunnels(reader.db), filter, moment),
  'deals.byId': (reader, { id, ...moment }) => dealCard(reader, readFunnels(reader.db), id, moment),
  'deals.timeline'(reader, { id, limit }) {
    const deal = reader.record('deals', id);
    if (!deal) return { total: 0, entries: [] };
    return dealTimeline(reader, readFunnels(reader.db), deal, limit);
  },
  'deals.forRecord'(reader, { clientId, recordId, ...moment }) {
    const funnels = readFunnels(reader.db);
    const [link] =
      recordId === ''
        ? []
        : reader.rows(
            `SELECT deal FROM ${partsTable} WHERE record = ? AND kind <> 'step' ORDER BY deal DESC LIMIT 1`,
            [recordId],
          );
    const dealId = String(link?.[0] ?? '');
    const { sql, parameters } = dealCondition({ ...noDealFilter, status: 'open', clientId }, funnels, moment);
    const rows =
      clientId === '' ? [] : ordered(reader, funnels, moment, sql, parameters as string[], maxChoices);
    const known = dealId === '' || rows.some((row) => row.id === dealId);
    const own = known ? [] : dealRows(reader, funnels, moment, 'd.deleted = 0 AND d.id = ?', [dealId]);
    return { rows: [...own, ...rows], dealId: known || own.length > 0 ? dealId : '' };
  },
  'deals.attention'(reader, { ownerId, limit, ...moment }) {
    const funnels = readFunnels(reader.db);
    const filter = { ...noDealFilter, status: 'open' as const, ownerId };
    const { sql, parameters } = dealCondition(filter, funnels, moment);
    const where = `${sql} AND (${dueSql} OR ${withoutNextSql} OR ${rottingSql})`;
    const given = [...parameters, moment.today, rotCutoffs(funnels, moment.now)];
    return {
      total: reader.number(`SELECT count(*) FROM ${table('deals')} d WHERE ${where}`, given),
      rows: dealRows(
        reader,
        funnels,
        moment,
        `${where} ORDER BY ${dueSql} DESC, d.c_amount DESC, d.id DESC LIMIT ?`,
        [...given, moment.today, limit],
      ),
    };
  },
};

function ordered(
  reader: Reader,
  funnels: Funnels,
  moment: DealMoment,
  where: string,
  parameters: readonly string[],
  limit: number,
): DealRow[] {
  return dealRows(reader, funnels, moment, `${where} ORDER BY d.c_createdAt DESC, d.id DESC LIMIT ?`, [
    ...parameters,
    limit,
  ]);
}

function dealCard(reader: Reader, funnels: Funnels, id: string, moment: DealMoment): DealCard | null {
  const [found] = reader.rows(`SELECT data FROM ${table('deals')} WHERE id = ? AND deleted = 0`, [id]);
  const [row] = dealRows(reader, funnels, moment, 'd.deleted = 0 AND d.id = ?', [id]);
  if (!found || !row) return null;
  const stored = Object.entries(parseRecord<Deal>(found[0])).filter(([field]) => !field.startsWith('_'));
  const deal = Object.fromEntries(stored) as Deal;
  const client = deal.clientId === '' ? null : reader.record('clients', deal.clientId);
  return {
    ...deal,
    row,
    clientGone: deal.clientId !== '' && client === null,
    contacts: deal.contactIds.flatMap((contactId) => {
      const contact = reader.record('contacts', contactId);
      return contact ? [{ id: contactId, name: contact.name.slice(0, 200), position: contact.position }] : [];
    }),
    participants: deal.participantIds.map((userId) => ({ id: userId, name: reader.userName(userId) })),
    stages: dealSteps(reader, funnels, deal.steps ?? []),
    createdByName: reader.userName(deal.createdBy),
  };
}
