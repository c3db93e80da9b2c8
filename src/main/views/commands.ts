import { filterFault } from '@shared/filters/check';
import { isKind } from '@shared/kinds';
import { AppError } from '@shared/lib/result';
import type { DataContext, FeatureCommands } from '../data/context';
import { readViews } from './read';

export const viewsCommands: FeatureCommands<'views'> = {
  async 'views.save'(context, { id, ...view }) {
    if (!isKind(view.kind)) throw new AppError('filter-wrong', { issue: 'kind', name: view.kind });
    const fault = filterFault(view.kind, view.filter);
    if (fault) throw new AppError('filter-wrong', { ...fault });
    const { userId } = context.session();
    const saved = id === '' ? await insert(context, view) : id;
    if (id !== '') await context.records.change('views', id, view);
    if (view.isDefault) {
      for (const other of readViews(context.db)) {
        if (other.id === saved || other.kind !== view.kind || other.ownerId !== userId || !other.isDefault)
          continue;
        await context.records.change('views', other.id, { isDefault: false });
      }
    }
    return { id: saved };
  },

  async 'views.arrange'(context, { ids }) {
    const own = new Set(
      readViews(context.db)
        .filter(({ ownerId }) => ownerId === context.session().userId)
        .map(({ id }) => id),
    );
    for (const [position, id] of ids.entries()) {
      if (own.has(id)) await context.records.change('views', id, { position });
    }
    return null;
  },

  async 'views.remove'({ records }, { id }) {
    await records.remove('views', id);
    return null;
  },
};

type NewView = Omit<Parameters<(typeof viewsCommands)['views.save']>[1], 'id'>;

function insert({ records, session, db }: DataContext, view: NewView): Promise<string> {
  const position = Math.max(-1, ...readViews(db).map((one) => one.position)) + 1;
  return records.insert('views', { ...view, ownerId: session().userId, position });
}
