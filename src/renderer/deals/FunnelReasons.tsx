import AddIcon from '@mui/icons-material/Add';
import CloseIcon from '@mui/icons-material/Close';
import type { LostReason } from '@shared/funnels/schema';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { TextField } from '../ui/Field';
import { IconAction } from '../ui/IconAction';
import { Typography } from '../ui/Typography';

interface Props {
  readonly reasons: readonly LostReason[];
  readonly newId: () => string;
  readonly onChange: (reasons: readonly LostReason[]) => void;
}

/** Why deals of a funnel are lost: one of these is asked for, always. */
export function FunnelReasons({ reasons, newId, onChange }: Props) {
  const { deals } = useTexts();
  const words = deals.funnels;
  return (
    <Box component="section" aria-label={words.reasons} sx={{ display: 'grid', gap: 1.25, maxWidth: 460 }}>
      <Typography variant="h3">{words.reasons}</Typography>
      {reasons.map((reason, at) => (
        <Box key={reason.id} sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <TextField
            label={words.reasonName(at + 1)}
            value={reason.name}
            onChange={(event) =>
              onChange(
                reasons.map((one) => (one.id === reason.id ? { ...one, name: event.target.value } : one)),
              )
            }
            slotProps={{ htmlInput: { maxLength: 120 } }}
          />
          <IconAction
            label={words.removeReason(reason.name)}
            onClick={() => onChange(reasons.filter(({ id }) => id !== reason.id))}
          >
            <CloseIcon className="icon-18" />
          </IconAction>
        </Box>
      ))}
      <Box>
        <Button
          startIcon={<AddIcon />}
          onClick={() =>
            onChange([
              ...reasons,
              { id: newId(), name: words.newReason, position: reasons.length, archived: false },
            ])
          }
        >
          {words.addReason}
        </Button>
      </Box>
    </Box>
  );
}
