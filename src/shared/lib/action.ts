/**
 * Keys that are pressed together, by their place on the keyboard, so that both layouts have them: `Ctrl+Shift+D`,
 * `F9`, `Alt+ArrowLeft`, `Space`. `Ctrl` is Cmd on a Mac. A sign such as `?` is the sign itself, wherever it stands.
 */
export type Chord = string;

/** Where an action can be done, and its keys count; `anywhere` is over forms, too. */
export const actionPlaces = [
  'anywhere',
  'search',
  'list',
  'board',
  'planner',
  'card',
  'form',
  'call-form',
] as const;
export type ActionPlace = (typeof actionPlaces)[number];

/** The places of one level: what stands on a screen, and what stands in a form over it. */
export const placesOf = {
  screen: ['list', 'board', 'planner', 'card'],
  form: ['form', 'call-form'],
} as const satisfies Readonly<Record<string, readonly ActionPlace[]>>;

/** The menus of the application, from the left. */
export const menuNames = ['file', 'edit', 'go', 'view', 'sync', 'help'] as const;
export type MenuName = (typeof menuNames)[number];

/** What Electron does by itself. */
type WindowRole =
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'close'
  | 'quit'
  | 'zoomIn'
  | 'zoomOut'
  | 'resetZoom'
  | 'togglefullscreen';

/**
 * What a person can have done by the menu, a key or the command palette. Declared once, in
 * `src/shared/<feature>/actions.ts`; its words are in `texts.actions.words`, what it does in the feature's manifest or
 * in the part of a screen that can do it (`useAction`).
 */
export interface Action {
  readonly place: ActionPlace;
  /** The first one stands in the menu and in hints. */
  readonly keys?: readonly Chord[];
  /** More keys that do it, of special keyboards and of single fields; no list names them. */
  readonly otherKeys?: readonly Chord[];
  /** Where it stands in the application menu: the menu, and the group of its items between two lines. */
  readonly menu?: readonly [menu: MenuName, group: number];
  /** Done by Electron. */
  readonly role?: WindowRole;
  /** Done by the control that has the focus: a row, a task, a form. It stands in the list of shortcuts alone. */
  readonly byControl?: true;
  /** Not offered by the palette: it needs the key that was pressed, or is the palette itself. */
  readonly keysOnly?: true;
}

/** Holds a feature's actions against `Action` and keeps their names. */
export const declareActions = <const A extends Readonly<Record<string, Action>>>(actions: A): A => actions;
