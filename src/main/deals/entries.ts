import { statusOf } from '@shared/deals/rules';
import type { Deal } from '@shared/deals/schema';
import type { SyncMark } from '@shared/sync/contract';
import { readFunnels } from '../funnels/read';
import { parseRecord, table } from '../reader/reader';
import { type EntryBody, rowsAt, type TimelineSource } from '../timeline/source';
import { partsTable } from './condition';

/** Deals in a client's timeline: each stands at every one of its steps, by its row id and the step's id together. */
export const dealEntries: TimelineSource = {
  kind: 'deals',
  at: 'at',
  places: `(SELECT d.rid || ' ' || s.record AS rid, s.record AS id, s.at AS at
    FROM ${table('deals')} d CROSS JOIN ${partsTable} s ON s.deal = d.id AND s.kind = 'step'
    WHERE d.deleted = 0 AND d.c_clientId = ?1) WHERE true`,
  entries(reader, rids) {
    const places = rids.map((place) => String(place).split(' '));
    const { stages } = readFunnels(reader.db);
    const name = (id: string) => stages.get(id)?.stage.name ?? '';
    const rows = rowsAt(reader, 'deals', [...new Set(places.map(([rid]) => Number(rid)))]);
    const deals = new Map(
      rows.map(([data, mark, rid]) => [String(rid), { deal: parseRecord<Deal>(data), mark: Number(mark) }]),
    );
    const bodies = new Map<unknown, EntryBody>();
    for (const [rid = '', stepId = ''] of places) {
      const found = deals.get(rid);
      const step = found?.deal.steps.find(({ id }) => id === stepId);
      if (!found || !step) continue;
      const { id, title, amount, currency } = found.deal;
      bodies.set(`${rid} ${stepId}`, {
        kind: 'deal',
        deal: {
          ...{ id, stepId, title, amount, currency },
          fromName: name(step.fromStageId),
          toName: name(step.toStageId),
          first: step.fromStageId === '',
          status: statusOf({ stageId: step.toStageId }, stages),
          byName: reader.userName(step.by),
          mark: found.mark as SyncMark,
        },
      });
    }
    return bodies;
  },
};
