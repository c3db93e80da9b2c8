import type { EntryKind, TimelineThen } from '@shared/history/contract';
import type { Fields } from '@shared/history/delta';
import { formatShortDate } from '@shared/lib/date-format';
import { isIsoDate } from '@shared/lib/date-only';
import { CardSection } from '../clients/CardSection';
import { kindIcon } from '../services/records';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { KnownSince } from './KnownSince';
import { useValueWords } from './value-words';

/** What each kind says of itself: a line of closed lists' words, and a text. */
const told: Readonly<
  Record<EntryKind, { readonly line: readonly string[]; readonly text: readonly string[] }>
> = {
  calls: { line: ['direction', 'result', 'number'], text: ['comment', 'nextStep'] },
  tasks: { line: ['status', 'type'], text: ['title', 'comment', 'result'] },
  notes: { line: [], text: ['text'] },
  documents: { line: ['type', 'number', 'status', 'total'], text: ['content.subject'] },
  files: { line: [], text: ['name'] },
  deals: { line: ['stageId', 'amount'], text: ['title'] },
};

interface Props {
  readonly timeline: TimelineThen;
  readonly names: Readonly<Record<string, string>>;
}

/** A client's timeline as it was: to read, not to edit. */
export function TimelineThenView({ timeline, names }: Props) {
  const { history } = useTexts();
  const language = useLanguage();
  const { entries, complete } = timeline;
  return (
    <CardSection title={history.timeline}>
      {entries.length === 0 && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {history.noTimeline}
        </Typography>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {entries.map(({ kind, at, record, knownSince }) => (
          <Box
            component="li"
            key={`${kind} ${String(record.id)}`}
            sx={{
              display: 'grid',
              gridTemplateColumns: '20px 148px minmax(0, 1fr)',
              columnGap: 1.5,
              py: 0.75,
              borderTop: 1,
              borderColor: 'divider',
              typography: 'body2',
              '&:first-of-type': { borderTop: 0 },
              '& svg': { color: 'text.secondary' },
              contentVisibility: 'auto',
              containIntrinsicSize: 'auto 36px',
            }}
          >
            {kindIcon(kind)}
            <Box component="time" dateTime={at} sx={{ color: 'text.secondary' }}>
              {isIsoDate(at) ? formatShortDate(at, language) : formatInstant(at, language)}
            </Box>
            <EntryThen {...{ kind, record, names, knownSince }} />
          </Box>
        ))}
      </Box>
      {!complete && (
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', m: 0 }}>
          {history.timelineCut}
        </Typography>
      )}
    </CardSection>
  );
}

function EntryThen({
  kind,
  record,
  names,
  knownSince,
}: {
  readonly kind: EntryKind;
  readonly record: Fields;
  readonly names: Props['names'];
  readonly knownSince: string;
}) {
  const { kinds } = useTexts();
  const words = useValueWords(kind);
  const value = (field: string) => {
    const [whole = '', part] = field.split('.');
    const own = record[whole];
    return part === undefined ? own : (own as Fields | undefined)?.[part];
  };
  const of = (fields: readonly string[]) =>
    fields.flatMap((field) => words.lines(field, value(field), names)).filter(Boolean);
  const line = kind === 'documents' ? of(told[kind].line) : [kinds[kind].one, ...of(told[kind].line)];
  return (
    <Box sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      <Box sx={{ color: 'text.secondary' }}>{line.join(' · ')}</Box>
      {of(told[kind].text).map((text, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: texts of one record have places, not names
        <div key={place}>{text}</div>
      ))}
      <KnownSince since={knownSince} />
    </Box>
  );
}
