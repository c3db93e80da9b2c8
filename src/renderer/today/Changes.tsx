import { formatWeekdayDate, type IsoDate, toWallTime } from '@shared/lib/dates';
import type { Texts } from '@shared/texts';
import type { TodayOverview } from '@shared/today/contract';
import { showClientsOfImport } from '../clients/last-filter';
import { openRecord } from '../services/records';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { ButtonBase } from '../ui/ButtonBase';
import { systemZone } from '../ui/clock';
import { Paper } from '../ui/Paper';
import { Typography } from '../ui/Typography';

interface Props {
  readonly changes: TodayOverview['changes'];
  readonly today: IsoDate;
}

const clip = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

type Entry = TodayOverview['changes'][number];

/** The latest changes by others; each leads to what was changed. */
export function Changes({ changes, today }: Props) {
  const { today: words, kinds } = useTexts();
  const language = useLanguage();
  if (changes.length === 0) {
    return <Typography sx={{ color: 'text.secondary' }}>{words.noChanges}</Typography>;
  }
  const when = (at: string) => {
    const { date, time } = toWallTime(at, systemZone());
    return date === today ? time : formatWeekdayDate(date, language, Number(today.slice(0, 4)));
  };
  return (
    <Paper variant="outlined">
      <Box component="ul" aria-label={words.changes} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {changes.map((change) => {
          const { head, aside } = told(change, words, kinds);
          return (
            <Box
              component="li"
              key={`${change.kind}:${change.id}`}
              sx={{ borderBottom: 1, borderColor: 'divider', '&:last-of-type': { borderBottom: 0 } }}
            >
              <ButtonBase
                onClick={() => show(change)}
                title={[head, ...aside].filter(Boolean).join(' · ')}
                sx={{
                  width: '100%',
                  display: 'block',
                  px: 1.5,
                  py: 0.75,
                  textAlign: 'left',
                  '&:hover': { bgcolor: 'action.hover' },
                }}
              >
                <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
                  <Box sx={{ flex: 1, minWidth: 0, ...clip }}>{head}</Box>
                  <Box sx={{ typography: 'body2', color: 'text.secondary', flexShrink: 0 }}>
                    {when(change.at)}
                  </Box>
                </Box>
                <Box sx={{ typography: 'body2', color: 'text.secondary', ...clip }}>
                  {[change.userName, ...aside].filter(Boolean).join(' · ')}
                </Box>
              </ButtonBase>
            </Box>
          );
        })}
      </Box>
    </Paper>
  );
}

/** What a change is called, and what is said beside who made it. */
function told(
  change: Entry,
  words: Texts['today'],
  kinds: Texts['kinds'],
): { readonly head: string; readonly aside: readonly string[] } {
  if (change.kind === 'import') return { head: words.imported(change.clients), aside: [] };
  const { created, changed } = kinds[change.kind];
  const action = change.created ? created : changed;
  if (change.kind === 'clients') return { head: change.title || words.noName, aside: [action] };
  if (change.title === '') return { head: change.clientName || action, aside: [action] };
  return { head: change.title, aside: [action, change.clientName] };
}

/** Opens what was changed: the record itself where it has a form of its own, else its client's card. */
function show(change: Entry): void {
  if (change.kind === 'import') showClientsOfImport(change.id);
  else openRecord(change.kind, change.id, change.clientId);
}
