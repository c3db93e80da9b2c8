import type { GlobalAction } from '@shared/actions';
import type { CollectionName } from '@shared/collections';
import type { SearchHit } from '@shared/search/contract';
import type { Texts } from '@shared/texts';
import type { TimelineEntry } from '@shared/timeline/contract';
import type { ComponentType, ReactNode } from 'react';
import { type Doing, provideAction } from './actions';
import type { Fetched } from './lazy-with-prefetch';
import { goTo } from './navigation';
import { type Overlay, type OverlayKind, provideOverlays } from './overlays';

/** A section of the program, in the bar at the left. Its words and its key are those of its action, which goes there. */
export interface Section {
  readonly action: GlobalAction;
  readonly path: string;
  readonly icon: ReactNode;
  /** Stands apart, at the bar's end. */
  readonly atEnd?: true;
  /** A hook: how many wait in it for a person. */
  readonly useCount?: () => number;
}

/** A screen with an address of its own. */
export interface Route {
  /** A pattern with parameters: `/deals/:id`. */
  readonly path: string;
  /** The address that Esc and «Назад» lead to, for what belongs to a list. */
  readonly parent?: string;
  readonly screen: (params: Readonly<Record<string, string | undefined>>) => ReactNode;
  /** Loads the screen ahead, so that it is drawn with the frame when the program opens there. */
  readonly fetch?: () => Promise<unknown>;
}

/** How the records of a kind look and where they are opened. */
export interface KindView {
  readonly icon: ReactNode;
  /** The address of a record's card, `/deals/:id`. */
  readonly card?: string;
  /** Opens a record's form, where it has no card. */
  readonly open?: (id: string) => void;
  /** How a hit of the search is called, where its title alone does not say it. */
  readonly hitTitle?: (hit: SearchHit, title: ReactNode, texts: Texts) => ReactNode;
}

/** The kinds of what stands in a timeline. */
export type EntryKind = TimelineEntry['kind'];

export type EntryView<K extends EntryKind> = ComponentType<{
  readonly entry: TimelineEntry & { readonly kind: K };
  /** The present instant, to tell what is late. */
  readonly now: string;
}>;

/** A form over the screen. */
export interface OverlayView<K extends OverlayKind> {
  readonly form: (overlay: Overlay & { readonly kind: K }, onClose: () => void) => ReactNode;
  /** While a client's card is open, a new one is about that client. */
  readonly aboutClient?: true;
}

/** A button of the bar at the top: its words and its key are those of the action. */
interface QuickAction {
  readonly action: GlobalAction;
  readonly icon: ReactNode;
  /** The one that the program is for. */
  readonly main?: true;
}

/** What a feature gives to the frame of the page; `renderer/app/features.ts` lists them all. */
export interface Feature {
  readonly name: string;
  readonly sections?: readonly Section[];
  /** What stands in the bar at the left below the sections. */
  readonly navigation?: readonly ComponentType<{ readonly path: string }>[];
  readonly routes?: readonly Route[];
  readonly kinds?: { readonly [N in CollectionName]?: KindView };
  readonly timeline?: { readonly [K in EntryKind]?: EntryView<K> & Fetched };
  readonly overlays?: { readonly [K in OverlayKind]?: OverlayView<K> };
  /** How its actions are done that can be done anywhere; those of its screens are the screens' (`useAction`). */
  readonly actions?: { readonly [A in GlobalAction]?: Doing };
  readonly quick?: readonly QuickAction[];
  /** What stands in the bar at the top, at its end. */
  readonly bar?: readonly ComponentType[];
  /** What is said above every screen, when there is something to say. */
  readonly banners?: readonly ComponentType[];
  /** What lies beside every screen. */
  readonly beside?: readonly ComponentType[];
  /** What a person is likely to open first: fetched once the first screen stands. */
  readonly likely?: readonly Fetched[];
}

/** Holds a manifest against `Feature` and keeps its names. */
export const defineFeature = <const F extends Feature>(feature: F): F => feature;

let registered: readonly Feature[] = [];

/** Makes the features known to what stands below them. Called once, before anything is drawn. */
export function registerFeatures(features: readonly Feature[]): void {
  registered = features;
  provideOverlays(Object.assign({}, ...features.map(({ overlays = {} }) => overlays)));
  for (const { sections = [], actions = {} } of features) {
    for (const { action, path } of sections) provideAction(action, { run: () => goTo(path) });
    for (const [id, doing] of Object.entries(actions)) provideAction(id as GlobalAction, doing);
  }
}

/** All features, in the order of their sections. */
export const features = (): readonly Feature[] => registered;

/** Every screen's address; those with a part that varies come last, since `/settings/:section` fits `/settings/audit`, too. */
export const routes = (): readonly Route[] =>
  registered.flatMap((feature) => feature.routes ?? []).sort((a, b) => varies(a) - varies(b));

const varies = ({ path }: Route): number => (path.includes(':') ? 1 : 0);
