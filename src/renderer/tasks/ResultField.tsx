import type { TaskRow } from '@shared/tasks/contract';
import { type FocusEvent, useEffect, useRef, useState } from 'react';
import { useFlush } from '../drafts/flush-before-close';
import { useTexts } from '../services/texts';
import { TextField } from '../ui/Field';

interface Props {
  readonly task: TaskRow;
  /** Completes the task with what came of it, '' for nothing to say; answers whether it is done. */
  readonly onDone: (result: string) => Promise<boolean>;
  /** Thought better of: the task stays open. */
  readonly onClose: () => void;
}

/**
 * Asks what came of a task that was just ticked. The task is completed by Enter, and as well by leaving the field in
 * any way: a click elsewhere, another section, the window closed or locked. Only Esc and the box itself take it back.
 */
export function ResultField({ task, onDone, onClose }: Props) {
  const { tasks } = useTexts();
  const [result, setResult] = useState(task.result);
  const decided = useRef(false);
  const latest = useRef({ result, onDone });
  latest.current = { result, onDone };

  const finish = async () => {
    if (decided.current) return;
    decided.current = true;
    decided.current = await latest.current.onDone(latest.current.result);
  };
  const takeBack = () => {
    decided.current = true;
    onClose();
  };
  const leave = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    // Another program in front of the window is no decision.
    if (document.activeElement === currentTarget) return;
    // The box of the same line takes the tick back itself.
    if (currentTarget.closest('li')?.contains(relatedTarget)) decided.current = true;
    else void finish();
  };
  useFlush(finish);
  const atEnd = useRef(finish);
  atEnd.current = finish;
  useEffect(() => () => void atEnd.current(), []);

  return (
    <TextField
      autoFocus
      value={result}
      onChange={(event) => setResult(event.target.value)}
      placeholder={tasks.row.resultPlaceholder}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault();
          event.stopPropagation();
          void finish();
        } else if (event.key === 'Escape') {
          event.stopPropagation();
          takeBack();
        }
      }}
      slotProps={{ htmlInput: { 'aria-label': `${tasks.fields.result}: ${task.title}`, maxLength: 20_000 } }}
      sx={{ flex: 1 }}
    />
  );
}
