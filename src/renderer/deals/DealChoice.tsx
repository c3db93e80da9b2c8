import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { useMoment } from './use-moment';

interface Props {
  readonly clientId: string;
  /** The record, once it is there; '' for one that is being written. */
  readonly recordId: string;
  /** What was chosen: a deal, '' for none; undefined while nobody has chosen. */
  readonly value: string | undefined;
  readonly onChange: (dealId: string) => void;
}

/**
 * Which deal of the client a call or a task is about. A client without deals has no such field; one with a single open
 * deal has it chosen already, as the data thread would.
 */
export function DealChoice({ clientId, recordId, value, onChange }: Props) {
  const { deals } = useTexts();
  const moment = useMoment();
  const found = useLive('deals.forRecord', clientId === '' ? null : { clientId, recordId, ...moment }).value;
  const rows = found?.rows ?? [];
  if (!found || rows.length === 0) return null;
  const [only, other] = rows;
  const given = recordId === '' ? (only && !other ? only.id : '') : found.dealId;
  const chosen = value !== undefined && (value === '' || rows.some(({ id }) => id === value)) ? value : given;
  return (
    <Select
      label={deals.step.dealOf}
      value={chosen}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{deals.step.noDeal}</MenuItem>
      {rows.map(({ id, title, stageName }) => (
        <MenuItem key={id} value={id}>
          {[title.slice(0, 100), stageName].filter(Boolean).join(' · ')}
        </MenuItem>
      ))}
    </Select>
  );
}
