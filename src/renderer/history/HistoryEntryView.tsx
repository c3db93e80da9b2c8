import BackIcon from '@mui/icons-material/SettingsBackupRestore';
import type { ChangedField, HistoryEntry } from '@shared/history/contract';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { differing, type ValueWords } from './value-words';

interface Props {
  readonly entry: HistoryEntry;
  readonly words: ValueWords;
  readonly names: Readonly<Record<string, string>>;
  /** Whether this is how the record is now. */
  readonly latest: boolean;
  readonly onShow: (entry: HistoryEntry) => void;
  /** Absent where nothing can be set back. */
  readonly onRestoreField?: ((entry: HistoryEntry, field: string) => void) | undefined;
  readonly onRestoreVersion?: ((entry: HistoryEntry) => void) | undefined;
}

/** One change: who, when, where, and each field from what to what. */
export function HistoryEntryView(props: Props) {
  const { entry, words, names } = props;
  const { history } = useTexts();
  const language = useLanguage();
  const when = formatInstant(entry.at, language);
  const who = entry.joined ? history.somebody : entry.userName || history.noName;
  const told = entry.action !== 'changed' || entry.fields.length === 0;
  return (
    <Box
      component="article"
      aria-label={[when, who].filter(Boolean).join(', ')}
      sx={{
        py: 1.25,
        px: 1.5,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        bgcolor: 'background.paper',
        // Ten thousand of them may stand below: only what is in sight is laid out.
        contentVisibility: 'auto',
        containIntrinsicSize: 'auto 76px',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 32, flexWrap: 'wrap' }}>
        <Typography variant="body2" component="h3" sx={{ fontWeight: 700 }}>
          {when}
        </Typography>
        <Typography
          variant="body2"
          sx={{ color: 'text.secondary', flex: 1, minWidth: 120, overflowWrap: 'anywhere' }}
        >
          {[who, entry.device, entry.came ? history.came : ''].filter(Boolean).join(' · ')}
        </Typography>
        {entry.known && (
          <Button size="small" aria-label={history.showThenOf(when)} onClick={() => props.onShow(entry)}>
            {history.showThen}
          </Button>
        )}
        {props.onRestoreVersion && entry.known && !props.latest && (
          <Button
            size="small"
            aria-label={history.restoreVersionOf(when)}
            onClick={() => props.onRestoreVersion?.(entry)}
          >
            {history.restoreVersion}
          </Button>
        )}
      </Box>
      {told && (
        <Typography
          variant="body2"
          sx={{ color: entry.action === 'deleted' ? 'error.main' : 'text.primary', mt: 0.25 }}
        >
          {entry.action === 'changed' ? history.hidden : history.actions[entry.action]}
        </Typography>
      )}
      {entry.fields.length > 0 && (
        <Box
          component="table"
          sx={{
            width: '100%',
            borderCollapse: 'collapse',
            tableLayout: 'fixed',
            typography: 'body2',
            '& th, & td': {
              p: 0.5,
              pl: 0,
              verticalAlign: 'top',
              textAlign: 'left',
              overflowWrap: 'anywhere',
            },
            '& th': { fontWeight: 400, color: 'text.secondary' },
          }}
        >
          <colgroup>
            <col style={{ width: 168 }} />
            <col />
            <col style={{ width: 24 }} />
            <col />
            <col style={{ width: 40 }} />
          </colgroup>
          <tbody>
            {entry.fields.map((field) => (
              <FieldRow
                key={field.field}
                change={field}
                words={words}
                names={names}
                onRestore={
                  props.onRestoreField && field.known
                    ? () => props.onRestoreField?.(entry, field.field)
                    : undefined
                }
              />
            ))}
          </tbody>
        </Box>
      )}
    </Box>
  );
}

/** Longer lists are counted to the end, not read. */
const maxLines = 12;

interface RowProps {
  readonly change: ChangedField;
  readonly words: ValueWords;
  readonly names: Readonly<Record<string, string>>;
  readonly onRestore: (() => void) | undefined;
}

function FieldRow({ change, words, names, onRestore }: RowProps) {
  const { history } = useTexts();
  const { field } = change;
  const [was, is] = differing(
    words.lines(field, change.before, names),
    words.lines(field, change.after, names),
  );
  const label = words.label(field);
  const unknown = change.before === undefined && !change.known && field !== 'total' && field !== 'number';
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        <Value title={history.was} lines={unknown ? [history.unknown] : was} former />
      </td>
      <Box component="td" aria-hidden sx={{ color: 'text.secondary' }}>
        →
      </Box>
      <td>
        <Value title={history.became} lines={is} />
      </td>
      <Box component="td" sx={{ py: '0 !important', textAlign: 'right !important' }}>
        {onRestore && (
          <IconButton
            size="small"
            aria-label={history.restoreFieldOf(label)}
            title={history.restoreField}
            onClick={onRestore}
          >
            <BackIcon sx={{ fontSize: 18 }} />
          </IconButton>
        )}
      </Box>
    </tr>
  );
}

/** A value's lines; the former one is told from the new one not by colour alone, but by its place and a hidden word. */
function Value({
  title,
  lines,
  former = false,
}: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly former?: boolean;
}) {
  const { history } = useTexts();
  const empty = lines.length === 0;
  return (
    <Box
      title={title}
      dir="auto"
      sx={{
        whiteSpace: 'pre-wrap',
        color: former || empty ? 'text.secondary' : 'text.primary',
        fontStyle: empty ? 'italic' : 'normal',
      }}
    >
      {empty
        ? history.empty
        : lines.slice(0, maxLines).map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names, only places
            <div key={at}>{line}</div>
          ))}
      {lines.length > maxLines && <div>{history.further(lines.length - maxLines)}</div>}
    </Box>
  );
}
