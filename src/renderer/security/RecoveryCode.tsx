import { useState } from 'react';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Checkbox } from '../ui/Checkbox';
import { DialogFrame } from '../ui/DialogFrame';
import { FailureText } from '../ui/FailureText';
import { FormControlLabel } from '../ui/FormControlLabel';
import { Stack } from '../ui/Stack';
import { Typography } from '../ui/Typography';

/** The recovery code, shown once: it closes only when the person says it is kept. */
export function RecoveryCode({ code, onClose }: { readonly code: string; readonly onClose: () => void }) {
  const { security } = useTexts();
  const words = security.dialog;
  const [kept, setKept] = useState(false);
  const keep = useCommand('security.keepRecoveryCode');
  const save = async (as: 'text' | 'pdf' | 'print') => {
    const saved = await keep.run({ code, as });
    if (saved) notify(words.saved(saved.fileName));
  };
  const copy = async () => {
    if ((await ask('app.copy', { text: code })).ok) notify(words.copied);
  };
  const groups = code.split('-');
  return (
    <DialogFrame
      title={words.codeTitle}
      maxWidth="sm"
      content={{ dividers: true }}
      actions={
        <Button variant="contained" onClick={onClose} disabled={!kept}>
          {words.done}
        </Button>
      }
    >
      <Stack spacing={2}>
        <Typography>
          {words.codeLead} {words.codeKeep}
        </Typography>
        <Box
          data-recovery-code
          sx={{
            fontFamily: 'monospace',
            fontSize: 22,
            fontWeight: 700,
            textAlign: 'center',
            letterSpacing: 1,
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
            p: 2,
            userSelect: 'text',
          }}
        >
          <Box component="span" sx={{ display: 'block' }}>
            {groups.slice(0, 4).join('-')}-
          </Box>
          {groups.slice(4).join('-')}
        </Box>
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <Button variant="outlined" onClick={() => void save('print')} disabled={keep.busy}>
            {words.print}
          </Button>
          <Button variant="outlined" onClick={() => void save('pdf')} disabled={keep.busy}>
            {words.savePdf}
          </Button>
          <Button variant="outlined" onClick={() => void save('text')} disabled={keep.busy}>
            {words.saveText}
          </Button>
          <Button onClick={() => void copy()}>{words.copy}</Button>
        </Box>
        <FailureText failure={keep.error} />
        <FormControlLabel
          control={<Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)} />}
          label={words.kept}
        />
      </Stack>
    </DialogFrame>
  );
}
