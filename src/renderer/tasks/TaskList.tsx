import type { KeyboardEvent, ReactNode } from 'react';
import { Box } from '../ui/Box';
import { Paper } from '../ui/Paper';

/** A list of task lines through which ↑ and ↓ go. */
export function TaskList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Paper variant="outlined">
      <Box
        component="ul"
        aria-label={label}
        onKeyDown={moveBetweenTasks}
        sx={{ m: 0, p: 0, listStyle: 'none' }}
      >
        {children}
      </Box>
    </Paper>
  );
}

/** ↑ and ↓ on a task go to the one before and after it, across all lists of the screen. */
export function moveBetweenTasks(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const target = event.target as HTMLElement;
  if (target.dataset.taskOpen === undefined || event.altKey || event.ctrlKey) return;
  const all = [...document.querySelectorAll<HTMLElement>('main [data-task-open]')];
  const next = all[all.indexOf(target) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}
