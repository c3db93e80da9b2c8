import { allFunnels, type PlacedStage, stageIndex } from '@shared/funnels/rules';
import type { Funnel } from '@shared/funnels/schema';
import { table } from '../reader/reader';
import type { Database } from '../store/sqlite-storage';
import { parseStored } from '../store/sqlite-storage/stored';

/** The funnels as this device knows them, with every stage by id. */
export interface Funnels {
  readonly all: readonly Funnel[];
  readonly stages: ReadonlyMap<string, PlacedStage>;
}

/** Reads all funnels; the default one is there from the start. */
export function readFunnels(db: Database): Funnels {
  const stored = db
    .all(`SELECT data FROM ${table('funnels')} WHERE deleted = 0`)
    .map(([data]) => parseStored<Funnel>(data));
  const all = allFunnels(stored);
  return { all, stages: stageIndex(all) };
}
