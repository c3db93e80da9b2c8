import { declareActions } from '../lib/action';

export const taskActions = declareActions({
  'new-task': { place: 'anywhere', keys: ['Ctrl+T'], menu: ['file', 1] },
  'go-tasks': { place: 'anywhere', keys: ['Ctrl+4'], menu: ['go', 1] },
  'previous-period': { place: 'planner', keys: ['ArrowLeft'] },
  'next-period': { place: 'planner', keys: ['ArrowRight'] },
  'to-today': { place: 'planner', keys: ['T'] },
  'move-task': { place: 'planner', keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], byControl: true },
  'complete-task': { place: 'planner', keys: ['Space'], byControl: true },
});
