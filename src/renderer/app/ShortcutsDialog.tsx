import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useTexts } from './texts';

/** Every shortcut there is. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { app, common } = useTexts();
  const words = app.shortcuts;
  const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    [
      words.general,
      [
        ['Ctrl+K', words.search],
        ['Ctrl+N', words.newClient],
        ['Ctrl+L', words.logCall],
        ['Ctrl+T', words.newTask],
        ['Ctrl+Shift+D', words.newDeal],
        ['Ctrl+1 … 6', words.goTo],
        ['Ctrl+7', words.deals],
        ['M', words.moveDeal],
        ['Ctrl+,', words.settings],
        ['F9', words.syncNow],
        ['Ctrl+Shift+N', words.newWindow],
        ['Ctrl+Shift+L', words.lock],
        ['Ctrl+= − 0', words.zoom],
        ['Alt+←', words.back],
        ['?  F1', words.help],
      ],
    ],
    [
      words.list,
      [
        ['Ctrl+F', words.filter],
        ['↑ ↓', words.move],
        ['Page Up/Down', words.pageMove],
        ['Enter', words.openRow],
      ],
    ],
    [
      words.planner,
      [
        ['← →', words.turnPeriod],
        ['T', words.toToday],
        ['Shift+← →', words.moveTask],
        ['Space', words.completeTask],
      ],
    ],
    [
      words.form,
      [
        ['Ctrl+Enter', words.saveForm],
        ['Esc', words.closeForm],
        ['Ctrl+I', words.clientInvoice],
        ['Ctrl+D', words.clientContract],
        ['Ctrl+M', words.clientNote],
      ],
    ],
  ];
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="shortcuts-title">
      <DialogTitle id="shortcuts-title" sx={{ typography: 'h2' }}>
        {words.title}
      </DialogTitle>
      <DialogContent sx={{ columnCount: 2, columnGap: 5 }}>
        {groups.map(([title, entries]) => (
          <Box key={title} sx={{ breakInside: 'avoid', mb: 2 }}>
            <Typography variant="h3" sx={{ mb: 1 }}>
              {title}
            </Typography>
            {entries.map(([keys, action]) => (
              <Box key={keys} sx={{ display: 'flex', gap: 2, py: 0.5 }}>
                <Box
                  component="kbd"
                  sx={{
                    width: 130,
                    flexShrink: 0,
                    fontFamily: 'inherit',
                    fontWeight: 700,
                    whiteSpace: 'nowrap',
                  }}
                >
                  {keys}
                </Box>
                <span>{action}</span>
              </Box>
            ))}
          </Box>
        ))}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
