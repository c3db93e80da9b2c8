import type { tasks as Russian } from '../ru/tasks';

export const tasks: typeof Russian = {};
