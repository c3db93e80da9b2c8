import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useEffect } from 'react';
import { dismiss, type Notice, useNotices } from './notices';
import { useTexts } from './texts';

/** How long a word stays, in milliseconds; one with something to do stays longer. */
const shortMs = 4000;
const longMs = 9000;

export function Notices() {
  const notices = useNotices();
  useUndoKey(notices);
  return (
    <Stack
      role="status"
      spacing={1}
      sx={{
        position: 'fixed',
        bottom: 16,
        left: 16,
        zIndex: 1600,
        maxWidth: 420,
      }}
    >
      {notices.map((notice) => (
        <One key={notice.id} notice={notice} />
      ))}
    </Stack>
  );
}

/** Ctrl+Z outside of a field takes back what the last notice tells of. */
function useUndoKey(notices: readonly Notice[]): void {
  const { common } = useTexts();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code !== 'KeyZ' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      const { target } = event;
      if (target instanceof HTMLElement && hasOwnUndo(target)) return;
      const last = notices.findLast(({ action }) => action?.label === common.undo);
      if (!last) return;
      event.preventDefault();
      last.action?.run();
      dismiss(last.id);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [notices, common]);
}

/**
 * A field has an undo of its own; not so one that something was removed from or put the focus into (`data-undo`),
 * as long as nothing was typed in it since.
 */
function hasOwnUndo(target: HTMLElement): boolean {
  if (!target.matches('input, textarea, [contenteditable="true"]')) return false;
  if (target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type)) return false;
  return !(target instanceof HTMLInputElement && target.dataset.undo === 'notice' && target.value === '');
}

function One({ notice }: { readonly notice: Notice }) {
  const { common } = useTexts();
  useEffect(() => {
    const timer = setTimeout(
      () => dismiss(notice.id),
      notice.action || notice.tone === 'error' ? longMs : shortMs,
    );
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <Alert
      severity={notice.tone}
      variant="filled"
      onClose={() => dismiss(notice.id)}
      slotProps={{ closeButton: { title: common.close, 'aria-label': common.close } }}
      action={
        notice.action && (
          <Button
            color="inherit"
            size="small"
            onClick={() => {
              notice.action?.run();
              dismiss(notice.id);
            }}
          >
            {notice.action.label}
          </Button>
        )
      }
    >
      {notice.text}
    </Alert>
  );
}
