import { type AuditKind, auditKinds } from '@shared/audit/events';
import { periodDays } from '@shared/calls/period';
import type { StaffPerson } from '@shared/staff/contract';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { MenuItem } from '../ui/Menu';
import { PeriodFilter, type PeriodView } from '../ui/PeriodFilter';
import { Select } from '../ui/Select';

const auditPeriods = ['today', 'week', 'month', 'all', 'own'] as const;

/** What of the log is looked at. */
export interface AuditView extends PeriodView<(typeof auditPeriods)[number]> {
  readonly kind: '' | AuditKind;
  readonly userId: string;
}

export const initialAuditView: AuditView = { kind: '', userId: '', period: 'month', from: '', to: '' };

/** The days a view looks at, both included; '' is open. */
export const auditDays = ({ period, from, to }: AuditView, today: string) =>
  period === 'own' ? { from, to } : periodDays(period, today);

interface Props {
  readonly view: AuditView;
  readonly people: readonly StaffPerson[];
  readonly today: string;
  readonly onChange: (view: AuditView) => void;
}

/** Period, kind and person: the row above the log. */
export function AuditFilters({ view, people, today, onChange }: Props) {
  const { audit, common } = useTexts();
  const put = (patch: Partial<AuditView>) => onChange({ ...view, ...patch });
  return (
    <>
      <PeriodFilter
        view={view}
        periods={auditPeriods}
        today={today}
        words={audit}
        dayWidth={150}
        onChange={put}
      />
      <Select
        label={audit.kind}
        value={view.kind}
        onChange={(event) => put({ kind: event.target.value as AuditView['kind'] })}
        sx={{ width: 220 }}
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      >
        <MenuItem value="">{audit.allKinds}</MenuItem>
        {auditKinds.map((kind) => (
          <MenuItem key={kind} value={kind}>
            {audit.kinds[kind]}
          </MenuItem>
        ))}
      </Select>
      <Select
        label={audit.user}
        value={people.some(({ id }) => id === view.userId) ? view.userId : ''}
        onChange={(event) => put({ userId: event.target.value })}
        sx={{ width: 220 }}
        slotProps={{
          inputLabel: { shrink: true },
          select: {
            displayEmpty: true,
            MenuProps: { slotProps: { paper: { sx: { maxHeight: 420, maxWidth: 420 } } } },
          },
        }}
      >
        <MenuItem value="">{audit.anyUser}</MenuItem>
        {people.map(({ id, name }) => (
          <MenuItem key={id} value={id} title={name}>
            <span className="ellipsis">{name}</span>
          </MenuItem>
        ))}
      </Select>
      {(view.kind !== '' || view.userId !== '') && (
        <Button size="small" onClick={() => put({ kind: '', userId: '' })}>
          {common.clearFilters}
        </Button>
      )}
    </>
  );
}
