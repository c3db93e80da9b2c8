import AddIcon from '@mui/icons-material/Add';
import UpIcon from '@mui/icons-material/ArrowUpward';
import CloseIcon from '@mui/icons-material/Close';
import {
  type Requirable,
  requirable,
  type Stage,
  type StageColor,
  type StageKind,
  stageColors,
  stageKinds,
} from '@shared/funnels/schema';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { TextField } from '../ui/Field';
import { IconAction } from '../ui/IconAction';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { Typography } from '../ui/Typography';
import { stageColors as paints } from './colors';

interface Props {
  readonly stages: readonly Stage[];
  readonly newId: () => string;
  readonly onChange: (stages: readonly Stage[]) => void;
}

/** The stages of a funnel, each in a line: name, meaning, probability, patience, colour and what it asks for. */
export function FunnelStages({ stages, newId, onChange }: Props) {
  const { deals } = useTexts();
  const words = deals.funnels;
  const put = (id: string, patch: Partial<Stage>) =>
    onChange(stages.map((stage) => (stage.id === id ? { ...stage, ...patch } : stage)));
  const number = (typed: string, most: number) =>
    Math.max(0, Math.min(most, Number.parseInt(typed.replace(/\D/g, '') || '0', 10)));
  const add = () => {
    // A new stage stands after the work and before the ends.
    const end = stages.findIndex(({ kind }) => kind !== 'open');
    const at = end < 0 ? stages.length : end;
    const stage: Stage = {
      ...{ id: newId(), name: words.newStage, color: 'grey', kind: 'open', probability: 50, rotDays: 0 },
      ...{ required: [], position: at, archived: false },
    };
    onChange([...stages.slice(0, at), stage, ...stages.slice(at)]);
  };
  const up = (at: number) => {
    const next = [...stages];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at - 1, 0, one);
    onChange(next);
  };
  return (
    <Box
      component="section"
      aria-label={words.stages}
      sx={{ display: 'grid', gap: 1.25, minWidth: 0, pt: 1, containerType: 'inline-size' }}
    >
      <Typography variant="h3">{words.stages}</Typography>
      {stages.map((stage, at) => (
        <Box
          key={stage.id}
          sx={{
            display: 'grid',
            gap: 1,
            gridTemplateColumns: 'minmax(140px, 1.4fr) 116px 64px 66px 64px minmax(110px, 1fr) 30px 30px',
            alignItems: 'center',
            // Where a line has no room the name stands above what is said of the stage.
            '@container (max-width: 659px)': {
              gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
              '& > :first-of-type': { gridColumn: '1 / -1' },
              '& > :nth-of-type(6)': { gridColumn: 'span 2' },
            },
          }}
        >
          <TextField
            label={words.stageName(at + 1)}
            value={stage.name}
            onChange={(event) => put(stage.id, { name: event.target.value })}
            slotProps={{ htmlInput: { maxLength: 120 } }}
          />
          <Select
            label={words.kind}
            value={stage.kind}
            onChange={(event) => put(stage.id, { kind: event.target.value as StageKind })}
          >
            {stageKinds.map((kind) => (
              <MenuItem key={kind} value={kind}>
                {words.kinds[kind]}
              </MenuItem>
            ))}
          </Select>
          <TextField
            label="%"
            value={stage.kind === 'open' ? stage.probability : stage.kind === 'won' ? 100 : 0}
            disabled={stage.kind !== 'open'}
            onChange={(event) => put(stage.id, { probability: number(event.target.value, 100) })}
            slotProps={{
              htmlInput: { inputMode: 'numeric', 'aria-label': `${words.probability}: ${stage.name}` },
            }}
          />
          <TextField
            label={words.rotShort}
            title={words.rot}
            value={stage.rotDays === 0 ? '' : stage.rotDays}
            disabled={stage.kind !== 'open'}
            onChange={(event) => put(stage.id, { rotDays: number(event.target.value, 3650) })}
            slotProps={{ htmlInput: { inputMode: 'numeric', 'aria-label': `${words.rot}: ${stage.name}` } }}
          />
          <Select
            label={words.color}
            value={stage.color}
            onChange={(event) => put(stage.id, { color: event.target.value as StageColor })}
            slotProps={{
              select: {
                renderValue: (color) => (
                  <Box
                    component="span"
                    role="img"
                    aria-label={words.colors[color as StageColor]}
                    sx={{
                      display: 'block',
                      width: 18,
                      height: 18,
                      borderRadius: 1,
                      bgcolor: paints[color as StageColor],
                    }}
                  />
                ),
              },
            }}
          >
            {stageColors.map((color) => (
              <MenuItem key={color} value={color}>
                <Box
                  component="span"
                  sx={{
                    display: 'inline-block',
                    width: 12,
                    height: 12,
                    borderRadius: 1,
                    mr: 1,
                    bgcolor: paints[color],
                  }}
                />
                {words.colors[color]}
              </MenuItem>
            ))}
          </Select>
          <Select
            label={words.required}
            value={stage.required}
            onChange={(event) => put(stage.id, { required: event.target.value as unknown as Requirable[] })}
            slotProps={{
              inputLabel: { shrink: true },
              select: {
                multiple: true,
                displayEmpty: true,
                renderValue: (value) => {
                  const fields = value as Requirable[];
                  return fields.length === 0
                    ? words.noneRequired
                    : fields.map((one) => deals.asked[one]).join(', ');
                },
              },
            }}
          >
            {requirable.map((field) => (
              <MenuItem key={field} value={field}>
                {deals.asked[field]}
              </MenuItem>
            ))}
          </Select>
          {at > 0 ? (
            <IconAction label={words.moveUp(stage.name)} onClick={() => up(at)}>
              <UpIcon className="icon-18" />
            </IconAction>
          ) : (
            <span />
          )}
          <IconAction
            label={words.removeStage(stage.name)}
            onClick={() => onChange(stages.filter(({ id }) => id !== stage.id))}
          >
            <CloseIcon className="icon-18" />
          </IconAction>
        </Box>
      ))}
      <Box>
        <Button startIcon={<AddIcon />} onClick={add}>
          {words.addStage}
        </Button>
      </Box>
    </Box>
  );
}
