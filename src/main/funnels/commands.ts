import { DEFAULT_FUNNEL_ID, defaultFunnel } from '@shared/funnels/defaults';
import { livingFunnels, savedFunnel } from '@shared/funnels/rules';
import { AppError } from '@shared/lib/result';
import type { DataContext, FeatureCommands } from '../data/context';
import { readFunnels } from './read';

export const funnelsCommands: FeatureCommands<'funnels'> = {
  async 'funnels.save'(context, { id, ...body }) {
    const { records } = context;
    if (id === '') {
      const position = Math.max(-1, ...readFunnels(context.db).all.map((one) => one.position)) + 1;
      const next = savedFunnel(undefined, body);
      return { id: await records.insert('funnels', { ...next, position, archivedAt: '' }) };
    }
    const before = await written(context, id);
    await records.change('funnels', id, savedFunnel(before, body));
    return { id };
  },

  async 'funnels.setArchived'(context, { id, archived }) {
    const living = livingFunnels(readFunnels(context.db).all);
    if (archived && living.every((funnel) => funnel.id === id)) throw new AppError('funnel-last');
    await written(context, id);
    await context.records.change('funnels', id, { archivedAt: archived ? context.now() : '' });
    return null;
  },
};

/** A funnel that is written down: the default one is, with the first change. @throws AppError `not-found` */
async function written({ records }: DataContext, id: string) {
  const found = await records.find('funnels', id);
  if (found || id !== DEFAULT_FUNNEL_ID) return found ?? records.get('funnels', id);
  const { name, position, stages, lostReasons, archivedAt } = defaultFunnel;
  await records.insert('funnels', { name, position, stages, lostReasons, archivedAt }, { id });
  return records.get('funnels', id);
}
