import { actionIds, actionOf } from '@shared/actions';
import { actionPlaces } from '@shared/lib/action';
import { shownChords } from '@shared/lib/chord';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { DialogFrame } from '../ui/DialogFrame';
import { Typography } from '../ui/Typography';

/** Every action that has keys, by the place where they count. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { actions, common } = useTexts();
  const groups = actionPlaces
    .map((place) => ({
      place,
      ids: actionIds.filter((id) => actionOf(id).place === place && actionOf(id).keys !== undefined),
    }))
    .filter(({ ids }) => ids.length > 0);
  return (
    <DialogFrame
      title={actions.shortcuts}
      onClose={onClose}
      maxWidth="md"
      content={{ tabIndex: 0, sx: { columnCount: { xs: 1, sm: 2 }, columnGap: 5 } }}
      actions={
        <Button onClick={onClose} autoFocus>
          {common.close}
        </Button>
      }
    >
      {groups.map(({ place, ids }) => (
        <Box
          key={place}
          component="section"
          aria-labelledby={`shortcuts-${place}`}
          sx={{ mb: 2, breakInside: 'avoid' }}
        >
          <Typography id={`shortcuts-${place}`} variant="h3" sx={{ mb: 1, breakAfter: 'avoid' }}>
            {actions.places[place]}
          </Typography>
          {ids.map((id) => (
            <Box key={id} data-action={id} sx={{ display: 'flex', gap: 2, py: 0.5, breakInside: 'avoid' }}>
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
                {shownChords(actionOf(id).keys ?? [])}
              </Box>
              <span>{actions.words[id]}</span>
            </Box>
          ))}
        </Box>
      ))}
    </DialogFrame>
  );
}
