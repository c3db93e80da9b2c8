import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { DialogFrame } from '../ui/DialogFrame';
import { Typography } from '../ui/Typography';

interface Props {
  readonly name: string;
  readonly password: string;
  readonly onClose: () => void;
}

/** A password that was made up, shown this once. A click beside the dialog does not lose it. */
export function PasswordShown({ name, password, onClose }: Props) {
  const { staff: words } = useTexts();
  const copy = async () => {
    const { ok } = await ask('app.copy', { text: password });
    if (ok) notify(words.copied);
  };
  return (
    <DialogFrame
      title={words.passwordTitle}
      actions={
        <>
          <Button onClick={() => void copy()}>{words.copy}</Button>
          <Button variant="contained" onClick={onClose} autoFocus>
            {words.done}
          </Button>
        </>
      }
    >
      <Box
        component="output"
        aria-label={words.password}
        sx={{ display: 'block', fontFamily: 'monospace', fontSize: 22, py: 1, userSelect: 'all' }}
      >
        {password}
      </Box>
      <Typography sx={{ color: 'text.secondary' }}>{words.passwordOnce(name)}</Typography>
    </DialogFrame>
  );
}
