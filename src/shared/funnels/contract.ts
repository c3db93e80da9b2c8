import { Type } from 'typebox';
import { command, live, output } from '../lib/contract';
import { Id, Reference, Strict } from '../lib/schema';
import { Funnel } from './schema';

export const funnelsContract = {
  /** All funnels in their order, archived ones too, the default one included while nobody has changed it. */
  'funnels.list': live(Strict({}), output<readonly Funnel[]>()),
  /** How many deals stand in each stage, by its id. */
  'funnels.dealCounts': live(Strict({}), output<Readonly<Record<string, number>>>()),
  /**
   * Saves a funnel, a new one with `id` ''. Stages and reasons that are missing from the lists are archived.
   * Errors: role-forbids, not-found, funnel-wrong (issue).
   */
  'funnels.save': command(
    Strict({
      id: Reference,
      name: Funnel.properties.name,
      stages: Funnel.properties.stages,
      lostReasons: Funnel.properties.lostReasons,
    }),
    output<{ readonly id: string }>(),
  ),
  /** The last living funnel stays. Errors: role-forbids, not-found, funnel-last. */
  'funnels.setArchived': command(Strict({ id: Id, archived: Type.Boolean() }), output<null>()),
} as const;
