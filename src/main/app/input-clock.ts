import { app, type WebContents } from 'electron';

/** Input of a person that counts: a press, not a move of the mouse over the window. */
const presses = new Set(['mouseDown', 'keyDown', 'rawKeyDown', 'touchStart', 'gestureTap']);

const lastPress = new WeakMap<WebContents, number>();

/** Notes when a person last pressed a key or a button in each page; call it before the first window. */
export function watchInput(): void {
  app.on('web-contents-created', (_event, contents) =>
    contents.on('input-event', (_input, { type }) => {
      if (presses.has(type)) lastPress.set(contents, performance.now());
    }),
  );
}

/** Milliseconds since a person last pressed a key or a button in this page. A page's own script cannot press. */
export const sinceInput = (contents: WebContents): number =>
  performance.now() - (lastPress.get(contents) ?? Number.NEGATIVE_INFINITY);
