import AddIcon from '@mui/icons-material/Add';
import { defaultLostReasons, defaultStages } from '@shared/funnels/defaults';
import { livingReasons, livingStages } from '@shared/funnels/rules';
import type { Funnel, LostReason, Stage } from '@shared/funnels/schema';
import { useState } from 'react';
import { monotonicFactory } from 'ulid';
import { useCommand } from '../ipc/use-command';
import { useLive } from '../ipc/use-live';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { Typography } from '../ui/Typography';
import { FunnelReasons } from './FunnelReasons';
import { FunnelStages } from './FunnelStages';
import { useMayEditFunnels } from './use-funnels';

/** Ids of one moment in the order in which they were made. */
const newId = monotonicFactory();

/** A funnel as it is edited: its removed stages and reasons are kept by the rule that saves it. */
interface Edited {
  readonly name: string;
  readonly stages: readonly Stage[];
  readonly lostReasons: readonly LostReason[];
}

const edited = (funnel: Funnel): Edited => ({
  name: funnel.name,
  stages: livingStages(funnel),
  lostReasons: livingReasons(funnel),
});

/** «Воронки» of the settings: stages and reasons, changed by heads and administrators. */
export function FunnelSettings() {
  const { deals } = useTexts();
  const words = deals.funnels;
  const mayEdit = useMayEditFunnels();
  const funnels = useLive('funnels.list', {}).value ?? [];
  const counts = useLive('funnels.dealCounts', {}).value ?? {};
  const save = useCommand('funnels.save');
  const archive = useCommand('funnels.setArchived');
  const [chosen, setChosen] = useState('');
  const [draft, setDraft] = useState<Edited>();
  const funnel = funnels.find(({ id }) => id === chosen) ?? (chosen === 'new' ? undefined : funnels[0]);
  const value = draft ?? (funnel && edited(funnel));
  const isNew = chosen === 'new';
  const change = (patch: Partial<Edited>) => value && setDraft({ ...value, ...patch });

  const choose = (id: string) => {
    setDraft(undefined);
    save.clearError();
    setChosen(id);
  };
  const begin = () => {
    setChosen('new');
    setDraft({
      name: words.newName(funnels.length + 1),
      stages: defaultStages.map((stage) => ({ ...stage, id: newId() })),
      lostReasons: defaultLostReasons.map((reason) => ({ ...reason, id: newId() })),
    });
  };
  const submit = async () => {
    if (!value) return;
    const { name, stages, lostReasons } = value;
    const made = await save.run({
      id: isNew ? '' : (funnel?.id ?? ''),
      ...{ name, stages: [...stages], lostReasons: [...lostReasons] },
    });
    if (!made) return;
    setDraft(undefined);
    setChosen(made.id);
    notify(words.saved);
  };
  if (!value) return null;
  const held = funnel
    ? livingStages(funnel).filter(({ id }) => !value.stages.some((one) => one.id === id))
    : [];
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {mayEdit ? words.lead : words.readOnly}
      </Typography>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        <Select
          label={deals.funnel}
          value={isNew ? 'new' : (funnel?.id ?? '')}
          onChange={(event) => choose(event.target.value)}
          sx={{ maxWidth: 280 }}
        >
          {funnels.map(({ id, name, archivedAt }) => (
            <MenuItem key={id} value={id}>
              {archivedAt === '' ? name : `${name} (${words.archived})`}
            </MenuItem>
          ))}
          {isNew && <MenuItem value="new">{value.name}</MenuItem>}
        </Select>
        {mayEdit && (
          <Button startIcon={<AddIcon />} onClick={begin}>
            {words.add}
          </Button>
        )}
        {mayEdit && funnel && (
          <Button
            color={funnel.archivedAt === '' ? 'error' : 'primary'}
            onClick={() => void archive.run({ id: funnel.id, archived: funnel.archivedAt === '' })}
          >
            {funnel.archivedAt === '' ? words.archive : words.restore}
          </Button>
        )}
      </Box>
      <FailureText failure={archive.error} />
      <Box
        component="fieldset"
        disabled={!mayEdit}
        sx={{ border: 0, p: 0, m: 0, display: 'grid', gap: 2, minWidth: 0 }}
      >
        <TextField
          label={words.name}
          value={value.name}
          onChange={(event) => change({ name: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 120 } }}
          sx={{ maxWidth: 460 }}
        />
        <FunnelStages stages={value.stages} newId={newId} onChange={(stages) => change({ stages })} />
        {held.map(({ id, name }) => {
          const count = counts[id] ?? 0;
          return (
            count > 0 && (
              <Typography key={id} variant="body2" sx={{ color: 'warning.main' }}>
                {name}. {words.inStage(count)}
              </Typography>
            )
          );
        })}
        <FunnelReasons
          reasons={value.lostReasons}
          newId={newId}
          onChange={(lostReasons) => change({ lostReasons })}
        />
      </Box>
      <FailureText failure={save.error} />
      {mayEdit && (
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button
            variant="contained"
            disabled={draft === undefined || save.busy}
            onClick={() => void submit()}
          >
            {words.save}
          </Button>
          <Button disabled={draft === undefined} onClick={() => choose(isNew ? '' : chosen)}>
            {words.discard}
          </Button>
        </Box>
      )}
    </Box>
  );
}
