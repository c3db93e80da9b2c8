import { useEffect } from 'react';
import { dismiss, type Notice, useNotices } from '../services/notices';
import { useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Button } from '../ui/Button';
import { Stack } from '../ui/Stack';

/** How long a word stays, in milliseconds; one with something to do stays longer. */
const shortMs = 4000;
const longMs = 9000;

export function Notices() {
  const notices = useNotices();
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
