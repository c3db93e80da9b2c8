import type { EntryKind, TimelineThen } from '@shared/history/contract';
import type { Fields } from '@shared/history/delta';
import { entityOf } from '@shared/kinds';
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
  const { title, timeline } = entityOf(kind);
  const line = of(timeline?.line ?? []);
  const texts = of(timeline?.texts ?? title);
  return (
    <Box sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      <Box sx={{ color: 'text.secondary' }}>
        {(timeline?.saysKind ? line : [kinds[kind].one, ...line]).join(' · ')}
      </Box>
      {texts.map((text, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: texts of one record have places, not names
        <div key={place}>{text}</div>
      ))}
      <KnownSince since={knownSince} />
    </Box>
  );
}
