import { livingFunnels } from '@shared/funnels/rules';
import { importableFields, type RecordKind } from '@shared/import/record-targets';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import type { PlanDraft } from './plan-store';

interface Props {
  readonly kind: RecordKind;
  readonly draft: PlanDraft;
  readonly onChange: (patch: Partial<PlanDraft>) => void;
}

/** What a person chooses for a whole file of records: the funnel, and what becomes of unknown clients and of repeats. */
export function RecordChoices({ kind, draft, onChange }: Props) {
  const { imports } = useTexts();
  const fields = importableFields(kind);
  const hasStages = fields.some(({ field }) => field.of === 'funnels');
  const hasClients = fields.some(({ field }) => field.of === 'clients');
  const funnels = livingFunnels(useLive('funnels.list', hasStages ? {} : null).value ?? []);
  return (
    <>
      {hasStages && funnels.length > 0 && (
        <Select
          label={imports.funnel}
          value={funnels.some(({ id }) => id === draft.funnelId) ? draft.funnelId : funnels[0]?.id}
          onChange={(event) => onChange({ funnelId: event.target.value, values: [] })}
        >
          {funnels.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </Select>
      )}
      <Select
        label={imports.sameRecord}
        value={draft.duplicates === 'create' ? 'create' : 'skip'}
        onChange={(event) => onChange({ duplicates: event.target.value as PlanDraft['duplicates'] })}
      >
        {(['skip', 'create'] as const).map((choice) => (
          <MenuItem key={choice} value={choice}>
            {imports.sameChoices[choice]}
          </MenuItem>
        ))}
      </Select>
      {hasClients && (
        <Select
          label={imports.missing}
          value={draft.missing}
          onChange={(event) => onChange({ missing: event.target.value as PlanDraft['missing'] })}
          helperText={imports.missingHints[draft.missing]}
        >
          {(['leave', 'create'] as const).map((choice) => (
            <MenuItem key={choice} value={choice}>
              {imports.missingChoices[choice]}
            </MenuItem>
          ))}
        </Select>
      )}
    </>
  );
}
