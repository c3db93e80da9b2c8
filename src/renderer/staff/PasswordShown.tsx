import { useId } from 'react';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Dialog, DialogActions, DialogContent, DialogTitle } from '../ui/Dialog';
import { Typography } from '../ui/Typography';

interface Props {
  readonly name: string;
  readonly password: string;
  readonly onClose: () => void;
}

/** A password that was made up, shown this once. A click beside the dialog does not lose it. */
export function PasswordShown({ name, password, onClose }: Props) {
  const { staff: words } = useTexts();
  const id = useId();
  const copy = async () => {
    const { ok } = await ask('app.copy', { text: password });
    if (ok) notify(words.copied);
  };
  return (
    <Dialog open maxWidth="xs" fullWidth aria-labelledby={id}>
      <DialogTitle id={id} sx={{ typography: 'h2' }}>
        {words.passwordTitle}
      </DialogTitle>
      <DialogContent>
        <Box
          component="output"
          aria-label={words.password}
          sx={{ display: 'block', fontFamily: 'monospace', fontSize: 22, py: 1, userSelect: 'all' }}
        >
          {password}
        </Box>
        <Typography sx={{ color: 'text.secondary' }}>{words.passwordOnce(name)}</Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => void copy()}>{words.copy}</Button>
        <Button variant="contained" onClick={onClose} autoFocus>
          {words.done}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
