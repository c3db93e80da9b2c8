import CloseIcon from '@mui/icons-material/Close';
import HistoryIcon from '@mui/icons-material/History';
import type { HistoryEntry, HistoryKind, HistoryPage } from '@shared/history/contract';
import { formatShortDate, isIsoDate, zonedToUtc } from '@shared/lib/dates';
import { isTime } from '@shared/lib/typed-date';
import { type KeepTerm, keptSince } from '@shared/recycle-bin/term';
import type { Language } from '@shared/settings/contract';
import type { Texts } from '@shared/texts';
import { useId, useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { useLive } from '../ipc/use-live';
import { notify } from '../services/notices';
import { useLanguage, useSettings, useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { systemZone } from '../ui/clock';
import { DateField } from '../ui/DateField';
import { Dialog, DialogContent } from '../ui/Dialog';
import { EmptyState } from '../ui/EmptyState';
import { FailureText } from '../ui/FailureText';
import { IconButton } from '../ui/IconButton';
import { TimeField } from '../ui/TimeField';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { AsOfView, type Then } from './AsOfView';
import { HistoryEntryView } from './HistoryEntryView';
import { useValueWords } from './value-words';

interface Props {
  readonly collection: HistoryKind;
  readonly id: string;
  readonly onClose: () => void;
}

/** How many changes one live query answers; further ones are asked for as the person goes back in time. */
const pageSize = 50;

/** «История изменений» of any record: the list of changes, and the record as it was at any instant. */
export function HistoryDialog({ collection, id, onClose }: Props) {
  const { history, common } = useTexts();
  const titleId = useId();
  const [then, setThen] = useState<Then>();
  const first = useLive('history.page', { collection, id, offset: 0, limit: pageSize });
  const page = first.value;
  const name = page ? page.title.slice(0, 80) : '';
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="md"
      fullWidth
      aria-labelledby={titleId}
      slotProps={{ paper: { sx: { height: 'calc(100% - 64px)' } } }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, pl: 3, pr: 1.5, py: 1.25 }}>
        <HistoryIcon color="action" />
        <Typography variant="h2" id={titleId} noWrap title={page?.title} sx={{ minWidth: 0 }}>
          {history.title(name)}
        </Typography>
        <Typography variant="body2" noWrap sx={{ color: 'text.secondary', flex: 1 }}>
          {page ? (page.knownSince === '' ? history.count : history.countKnown)(page.changes) : ''}
        </Typography>
        <IconButton onClick={onClose} aria-label={common.close} title={`${common.close} (Esc)`}>
          <CloseIcon />
        </IconButton>
      </Box>
      {first.error && (
        <Box sx={{ px: 3, pb: 1 }}>
          <FailureText failure={first.error} />
        </Box>
      )}
      {page === null && (
        <DialogContent dividers>
          <EmptyState icon={<HistoryIcon />} title={history.missing} text={history.missingText} />
        </DialogContent>
      )}
      {page &&
        (then === undefined ? (
          <Changes collection={collection} id={id} first={page} onShow={setThen} />
        ) : (
          <AsOfView collection={collection} id={id} then={then} onBack={() => setThen(undefined)} />
        ))}
    </Dialog>
  );
}

interface ChangesProps {
  readonly collection: HistoryKind;
  readonly id: string;
  readonly first: HistoryPage;
  readonly onShow: (then: Then) => void;
}

function Changes({ collection, id, first, onShow }: ChangesProps) {
  const { history } = useTexts();
  const language = useLanguage();
  const [pages, setPages] = useState(1);
  const [asked, setAsked] = useState<HistoryEntry>();
  const field = useCommand('history.restoreField');
  const version = useCommand('history.restoreVersion');
  const words = useValueWords(collection);
  const { total, locked, deleted } = first;

  const restoreField = async (entry: HistoryEntry, name: string) => {
    if (field.busy) return;
    const done = await field.run({ collection, id, seq: entry.seq, field: name });
    if (done === null) notify(history.fieldRestored(words.label(name)));
  };
  const restoreVersion = async (entry: HistoryEntry) => {
    const done = await version.run({ collection, id, seq: entry.seq });
    if (done === null) notify(history.versionRestored(formatInstant(entry.at, language)));
  };
  const entries = {
    words,
    onShow: ({ at }: HistoryEntry) => onShow({ at, when: formatInstant(at, language) }),
    onRestoreField: locked || deleted ? undefined : restoreField,
    onRestoreVersion: locked ? undefined : setAsked,
  };
  return (
    <>
      <OnDate onShow={onShow} />
      <DialogContent dividers sx={{ py: 1.5, bgcolor: 'background.default' }}>
        {locked && (
          <Alert severity="info" sx={{ mb: 1 }}>
            {history.locked}
          </Alert>
        )}
        {deleted && (
          <Alert severity="info" sx={{ mb: 1 }}>
            {history.deletedNow}
          </Alert>
        )}
        <KnownFrom page={first} />
        <FailureText failure={field.error ?? version.error} />
        <Box
          role="region"
          aria-label={history.list}
          sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}
        >
          <Entries page={first} offset={0} {...entries} />
          {Array.from({ length: pages - 1 }, (_, at) => (
            <LaterEntries
              // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place
              key={at}
              collection={collection}
              id={id}
              offset={(at + 1) * pageSize}
              {...entries}
            />
          ))}
        </Box>
        {total > pages * pageSize && (
          <Box sx={{ textAlign: 'center', pt: 1.5 }}>
            <Button onClick={() => setPages(pages + 1)}>{history.more}</Button>
          </Box>
        )}
      </DialogContent>
      {asked && (
        <ConfirmDialog
          title={history.confirmTitle(formatInstant(asked.at, language))}
          text={history.confirmText}
          action={history.restoreVersion}
          onConfirm={() => void restoreVersion(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

/** What this device does not know of the record's past, and why. */
function KnownFrom({ page: { knownSince, joins } }: { readonly page: HistoryPage }) {
  const { history } = useTexts();
  const language = useLanguage();
  const { keepHistory } = useSettings();
  const text = knownSince === '' ? '' : whyUnknown(knownSince, keepHistory, language, history);
  return (
    <>
      {text !== '' && (
        <Alert severity="info" sx={{ mb: 1 }}>
          {text}
        </Alert>
      )}
      {joins && (
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', m: 0, mb: 1 }}>
          {history.joins}
        </Typography>
      )}
    </>
  );
}

/** A past that ended with its term is no longer known to anybody; any other one may be known to colleagues. */
function whyUnknown(since: string, term: KeepTerm, language: Language, words: Texts['history']): string {
  const when = formatInstant(since, language);
  const over = since < keptSince(new Date().toISOString(), term);
  return over ? words.knownFromTerm(when, Number(term)) : words.knownFrom(when);
}

type EntryProps = Omit<Parameters<typeof HistoryEntryView>[0], 'entry' | 'latest' | 'names'>;

function Entries({
  page,
  offset,
  ...props
}: EntryProps & { readonly page: HistoryPage; readonly offset: number }) {
  return page.rows.map((entry, at) => (
    <HistoryEntryView
      key={`${entry.seq} ${entry.action}`}
      entry={entry}
      names={page.names}
      latest={offset + at === 0 && entry.action !== 'deleted'}
      {...props}
    />
  ));
}

interface LaterProps extends EntryProps {
  readonly collection: HistoryKind;
  readonly id: string;
  readonly offset: number;
}

function LaterEntries({ collection, id, offset, ...props }: LaterProps) {
  const { value } = useLive('history.page', { collection, id, offset, limit: pageSize });
  return value ? <Entries page={value} offset={offset} {...props} /> : null;
}

/** A day, and a time of it, whose state is to be shown. */
function OnDate({ onShow }: { readonly onShow: (then: Then) => void }) {
  const { history } = useTexts();
  const language = useLanguage();
  const [date, setDate] = useState('');
  const [time, setTime] = useState('');
  const possible = isIsoDate(date) && (time === '' || isTime(time));
  const show = () => {
    const zone = systemZone();
    // A day without a time is meant to its end.
    const minute = zonedToUtc(date, time === '' ? '23:59' : time, zone);
    const at = new Date(Date.parse(minute) + 59_999).toISOString();
    const day = formatShortDate(date, language);
    onShow({ at, when: time === '' ? day : `${day}, ${time}` });
  };
  return (
    <Box
      component="form"
      aria-label={history.card}
      onSubmit={(event) => {
        event.preventDefault();
        if (possible) show();
      }}
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        gap: 1,
        px: 3,
        pb: 1.5,
        '& .MuiTextField-root': { width: 168 },
      }}
    >
      <DateField label={history.onDate} value={date} onChange={setDate} />
      <TimeField label={history.onTime} value={time} onChange={setTime} placeholder={history.onTimeHint} />
      <Button type="submit" variant="outlined" disabled={!possible} sx={{ minHeight: 40 }}>
        {history.show}
      </Button>
    </Box>
  );
}
