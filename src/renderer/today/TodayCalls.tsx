import MadeIcon from '@mui/icons-material/CallMade';
import ReceivedIcon from '@mui/icons-material/CallReceived';
import type { CallRow } from '@shared/calls/contract';
import { toWallTime } from '@shared/lib/dates';
import { resultTones } from '../calls/result-tones';
import { openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { ButtonBase } from '../ui/ButtonBase';
import { systemZone } from '../ui/clock';
import { Paper } from '../ui/Paper';
import { Typography } from '../ui/Typography';

const clip = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** The day's calls, newest first; each opens. */
export function TodayCalls({ calls: list }: { readonly calls: readonly CallRow[] }) {
  const { today, calls } = useTexts();
  if (list.length === 0) {
    return <Typography sx={{ color: 'text.secondary' }}>{today.noCalls}</Typography>;
  }
  return (
    <Paper variant="outlined">
      <Box component="ul" aria-label={today.calls} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {list.map((call) => {
          const tone = resultTones[call.result];
          const name = call.clientName || call.number || today.unknownClient;
          return (
            <Box
              component="li"
              key={call.id}
              sx={{ borderBottom: 1, borderColor: 'divider', '&:last-of-type': { borderBottom: 0 } }}
            >
              <ButtonBase
                onClick={() => openOverlay({ kind: 'call', callId: call.id })}
                title={[name, call.contactName, call.comment.slice(0, 300)].filter(Boolean).join(' · ')}
                sx={{
                  width: '100%',
                  gap: 1,
                  px: 1.5,
                  minHeight: 36,
                  justifyContent: 'flex-start',
                  textAlign: 'left',
                  '&:hover': { bgcolor: 'action.hover' },
                }}
              >
                {call.direction === 'out' ? (
                  <MadeIcon
                    titleAccess={calls.directions.out}
                    sx={{ fontSize: 16, color: 'text.secondary' }}
                  />
                ) : (
                  <ReceivedIcon
                    titleAccess={calls.directions.in}
                    sx={{ fontSize: 16, color: 'text.secondary' }}
                  />
                )}
                <Box
                  sx={{ typography: 'body2', color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
                >
                  {toWallTime(call.startedAt, systemZone()).time}
                </Box>
                <Box sx={{ flex: 1, minWidth: 0, ...clip }}>{name}</Box>
                <span className={`chip tone-${tone === 'text' ? 'quiet' : tone}`}>
                  {calls.results[call.result]}
                </span>
              </ButtonBase>
            </Box>
          );
        })}
      </Box>
    </Paper>
  );
}
