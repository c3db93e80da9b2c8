import BackIcon from '@mui/icons-material/ArrowBack';
import OfflineIcon from '@mui/icons-material/CloudOffOutlined';
import EmptyIcon from '@mui/icons-material/HistoryOutlined';
import NothingIcon from '@mui/icons-material/SearchOff';
import { describeEntry } from '@shared/audit/describe';
import { addDays, isIsoDate, localDate, zonedToUtc } from '@shared/lib/dates';
import type { Failure } from '@shared/lib/result';
import { useMemo, useState } from 'react';
import { useKept } from '../lib/kept';
import { useLanguage, useTexts } from '../services/texts';
import { openSettings } from '../settings/open-settings';
import { useLoaded } from '../staff/use-loaded';
import { Alert } from '../ui/Alert';
import { Button } from '../ui/Button';
import { nowIso, systemZone } from '../ui/clock';
import { EmptyState } from '../ui/EmptyState';
import { FailureText } from '../ui/FailureText';
import { Page } from '../ui/Page';
import { Typography } from '../ui/Typography';
import { type Column, VirtualTable } from '../ui/VirtualTable';
import { formatInstant } from '../ui/when';
import { AuditEntryDialog } from './AuditEntryDialog';
import { AuditFilters, type AuditView, auditDays, initialAuditView } from './AuditFilters';
import { type AuditQuery, type AuditRow, useAudit } from './use-audit';

/** «Журнал»: what the server wrote down of sign-ins, people, devices and exports, for administrators. */
export function AuditScreen() {
  const { audit, staff } = useTexts();
  const language = useLanguage();
  const [view, setView] = useKept('audit', initialAuditView);
  const [open, setOpen] = useState<AuditRow>();
  const people = useLoaded('staff.load').value?.people ?? [];
  const today = localDate(nowIso(), systemZone());
  const { rows, page, failure, reload, goOn } = useAudit(queryOf(view, today));

  const { columns, linesOf } = useMemo(() => {
    const words = { audit, staff };
    const time = (instant: string) => formatInstant(instant, language);
    const said = (row: AuditRow) =>
      describeEntry({ ...row, id: Number(row.id) }, { names: page?.names ?? {} }, words, time);
    const deviceOf = ({ device }: AuditRow) => page?.devices[device] ?? device;
    const text = (
      key: keyof typeof audit.columns,
      width: string,
      of: (row: AuditRow) => string,
      yields?: number,
    ) => ({
      key,
      label: audit.columns[key],
      width,
      ...(yields === undefined ? {} : { yields }),
      cell: (row: AuditRow) => <span title={of(row)}>{of(row)}</span>,
    });
    const list: readonly Column<AuditRow>[] = [
      text('at', '196px', ({ at }) => time(at)),
      text('event', 'minmax(150px, 1fr)', (row) => said(row).event),
      text('user', 'minmax(130px, 1fr)', (row) => said(row).who, 2),
      text('about', 'minmax(200px, 1.8fr)', (row) => said(row).about, 1),
      text('device', 'minmax(110px, 0.8fr)', deviceOf, 3),
      text('address', '128px', ({ address }) => address, 4),
    ];
    const lines = (row: AuditRow) => ({
      title: said(row).event,
      lines: [
        [audit.columns.at, time(row.at)],
        [audit.columns.user, said(row).who],
        [audit.columns.about, said(row).about],
        [audit.columns.device, deviceOf(row)],
        [audit.columns.address, row.address],
      ] as const,
    });
    return { columns: list, linesOf: lines };
  }, [audit, staff, language, page?.names, page?.devices]);

  const narrowed = view.kind !== '' || view.userId !== '' || view.period !== 'all';
  return (
    <Page
      title={audit.title}
      note={
        page && page.rows.length > 0 ? [audit.shown(page.rows.length), audit.lead].join(' · ') : audit.lead
      }
      actions={
        <>
          <Button onClick={reload}>{audit.reload}</Button>
          <Button startIcon={<BackIcon />} onClick={() => openSettings('staff')}>
            {audit.back}
          </Button>
        </>
      }
      toolbar={<AuditFilters view={view} people={people} today={today} onChange={setView} />}
    >
      {failure && page && (
        <Alert
          severity="warning"
          sx={{ mb: 1 }}
          action={
            <Button color="inherit" size="small" onClick={goOn}>
              {audit.again}
            </Button>
          }
        >
          <Why failure={failure} />
        </Alert>
      )}
      {!page && failure && (
        <EmptyState
          icon={<OfflineIcon />}
          title={audit.failed}
          {...(isAway(failure) ? { text: audit.offlineText } : {})}
          action={
            <>
              {!isAway(failure) && <FailureText failure={failure} />}
              <Button variant="contained" onClick={reload}>
                {audit.again}
              </Button>
            </>
          }
        />
      )}
      {!page && !failure && (
        <Typography role="status" sx={{ p: 2 }}>
          {audit.loading}
        </Typography>
      )}
      {page && (
        <VirtualTable
          name="audit"
          label={audit.list}
          columns={columns}
          rows={rows}
          rowHeight={40}
          onOpen={setOpen}
          resetKey={JSON.stringify(view)}
          empty={
            <EmptyState
              icon={narrowed ? <NothingIcon /> : <EmptyIcon />}
              title={narrowed ? audit.nothing : audit.empty}
              text={narrowed ? audit.nothingText : audit.emptyText}
            />
          }
        />
      )}
      {open && <AuditEntryDialog {...linesOf(open)} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

const isAway = ({ code }: Failure) => code === 'sync-offline' || code === 'sync-timeout';

function Why({ failure }: { readonly failure: Failure }) {
  const { audit, errors } = useTexts();
  return isAway(failure) ? audit.offlineText : errors[failure.code](failure.data);
}

/** Days as the instants they begin and end at, by this computer's clock; what is half typed does not narrow. */
function queryOf(view: AuditView, today: string): AuditQuery {
  const { from, to } = auditDays(view, today);
  const midnight = (day: string) => zonedToUtc(day, '00:00', systemZone());
  return {
    kind: view.kind,
    userId: view.userId,
    from: isIsoDate(from) ? midnight(from) : '',
    to: isIsoDate(to) ? midnight(addDays(to, 1)) : '',
  };
}
