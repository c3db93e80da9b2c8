import type { GlobalAction } from '@shared/actions';
import type { KindWith } from '@shared/kinds';
import { audit } from '../audit/feature';
import { backups } from '../backups/feature';
import { calls } from '../calls/feature';
import { clients } from '../clients/feature';
import { conflicts } from '../conflicts/feature';
import { deals } from '../deals/feature';
import { demo } from '../demo/feature';
import { documents } from '../documents/feature';
import { files } from '../files/feature';
import { history } from '../history/feature';
import { imports } from '../import/feature';
import { lists } from '../lists/feature';
import { notes } from '../notes/feature';
import { organizations } from '../organizations/feature';
import { palette } from '../palette/feature';
import { recycleBin } from '../recycle-bin/feature';
import { search } from '../search/feature';
import { security } from '../security/feature';
import { type EntryKind, registerFeatures } from '../services/feature';
import type { OverlayKind } from '../services/overlays';
import { settings } from '../settings/feature';
import { storageHealth } from '../storage-health/feature';
import { sync } from '../sync/feature';
import { tasks } from '../tasks/feature';
import { timeline } from '../timeline/feature';
import { today } from '../today/feature';
import { frame } from './feature';

/** Every feature of the page, in the order of the sections at the left. The only list of them. */
const all = [
  demo,
  today,
  clients,
  deals,
  calls,
  tasks,
  documents,
  lists,
  imports,
  recycleBin,
  settings,
  audit,
  conflicts,
  backups,
  files,
  history,
  notes,
  organizations,
  palette,
  search,
  security,
  sync,
  timeline,
  storageHealth,
  frame,
] as const;

type Manifest = (typeof all)[number];

/** The names that the features' manifests give under one of their heads. */
type Given<Head extends string> = Manifest extends infer F
  ? F extends { readonly [H in Head]: infer Views }
    ? keyof Views
    : never
  : never;

/** The actions that lead to sections. */
type SectionAction = Manifest extends infer F
  ? F extends { readonly sections: readonly (infer S)[] }
    ? S extends { readonly action: infer A }
      ? A
      : never
    : never
  : never;

/** What is declared and no feature gives: the compiler names it here. */
type Missing =
  | Exclude<GlobalAction, Given<'actions'> | SectionAction>
  | Exclude<OverlayKind, Given<'overlays'>>
  | Exclude<EntryKind, Given<'timeline'>>
  | Exclude<KindWith<'searchable'> | KindWith<'timeline'>, Given<'kinds'>>;
const nothingMissing: [Missing] extends [never] ? true : Missing = true;

if (nothingMissing) registerFeatures(all);
