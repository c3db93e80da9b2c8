import { declareActions } from '../lib/action';

export const appActions = declareActions({
  palette: { place: 'anywhere', keys: ['Ctrl+Shift+P'], menu: ['edit', 3], keysOnly: true },
  back: { place: 'anywhere', keys: ['Alt+ArrowLeft'], otherKeys: ['BrowserBack'] },
  forward: { place: 'anywhere', keys: ['Alt+ArrowRight'], otherKeys: ['BrowserForward'] },
  leave: { place: 'card', keys: ['Escape'], keysOnly: true },
  'take-back': { place: 'anywhere', keys: ['Ctrl+Z'] },
  shortcuts: { place: 'anywhere', keys: ['F1', '?'], menu: ['help', 1] },
  logs: { place: 'anywhere', menu: ['help', 1] },
  about: { place: 'anywhere', menu: ['help', 2] },
  'new-window': { place: 'anywhere', keys: ['Ctrl+Shift+N'], menu: ['file', 2] },

  'close-window': { place: 'anywhere', keys: ['Ctrl+W'], menu: ['file', 3], role: 'close' },
  quit: { place: 'anywhere', keys: ['Ctrl+Q'], menu: ['file', 3], role: 'quit' },
  undo: { place: 'anywhere', menu: ['edit', 1], role: 'undo' },
  redo: { place: 'anywhere', menu: ['edit', 1], role: 'redo' },
  cut: { place: 'anywhere', menu: ['edit', 2], role: 'cut' },
  copy: { place: 'anywhere', menu: ['edit', 2], role: 'copy' },
  paste: { place: 'anywhere', menu: ['edit', 2], role: 'paste' },
  'select-all': { place: 'anywhere', menu: ['edit', 2], role: 'selectAll' },
  'zoom-in': { place: 'anywhere', keys: ['Ctrl+='], menu: ['view', 2], role: 'zoomIn' },
  'zoom-out': { place: 'anywhere', keys: ['Ctrl+-'], menu: ['view', 2], role: 'zoomOut' },
  'zoom-reset': { place: 'anywhere', keys: ['Ctrl+0'], menu: ['view', 2], role: 'resetZoom' },
  'full-screen': { place: 'anywhere', keys: ['F11'], menu: ['view', 3], role: 'togglefullscreen' },

  'find-in-list': { place: 'list', keys: ['Ctrl+F'] },
  'choose-row': { place: 'list', keys: ['ArrowUp', 'ArrowDown'], byControl: true },
  'turn-page': { place: 'list', keys: ['PageUp', 'PageDown'], byControl: true },
  'open-row': { place: 'list', keys: ['Enter'], byControl: true },
  'save-form': { place: 'form', keys: ['Ctrl+Enter'], byControl: true },
  'close-form': { place: 'form', keys: ['Escape'], byControl: true },
});
