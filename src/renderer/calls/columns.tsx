import OutIcon from '@mui/icons-material/CallMade';
import InIcon from '@mui/icons-material/CallReceived';
import type { CallRow } from '@shared/calls/contract';
import { formatDuration } from '@shared/calls/duration';
import { formatPhone } from '@shared/domain/phones/phones';
import { addDays, formatShortDate, type IsoDate, toWallTime } from '@shared/lib/dates';
import type { Language } from '@shared/settings/contract';
import type { Texts } from '@shared/texts';
import type { ReactNode } from 'react';
import { cardPath } from '../services/records';
import { Box } from '../ui/Box';
import { Link } from '../ui/Link';
import { SyncMarkIcon } from '../ui/SyncMarkIcon';
import type { Column } from '../ui/VirtualTable';
import { resultTones } from './result-tones';

/** The columns of the call log. @param today decides what is written as «Сегодня» @param hasServer where a record is kept is worth a column */
export function callColumns(
  { calls, common }: Texts,
  language: Language,
  zone: string,
  today: IsoDate,
  hasServer: boolean,
): Column<CallRow>[] {
  const day = (date: IsoDate) => {
    if (date === today) return common.today;
    return date === addDays(today, -1) ? common.yesterday : formatShortDate(date, language);
  };
  const { columns } = calls;
  return [
    {
      key: 'startedAt',
      label: columns.startedAt,
      width: '136px',
      cell: (call) => {
        const { date, time } = toWallTime(call.startedAt, zone);
        const Icon = call.direction === 'in' ? InIcon : OutIcon;
        return (
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
            <Icon
              titleAccess={calls.directions[call.direction]}
              sx={{ fontSize: 16, color: 'text.secondary' }}
            />
            <span>{day(date)}</span>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {time}
            </Box>
          </Box>
        );
      },
    },
    {
      key: 'client',
      label: columns.client,
      width: 'minmax(140px, 2fr)',
      cell: (call) =>
        call.clientName === '' ? (
          ''
        ) : (
          <Link
            noWrap
            href={`#${cardPath('clients', call.clientId)}`}
            title={call.clientName}
            underline="hover"
            onClick={(event) => event.stopPropagation()}
            tabIndex={-1}
            sx={{ fontWeight: 700, display: 'block' }}
          >
            {call.clientName}
          </Link>
        ),
    },
    {
      key: 'contact',
      label: columns.contact,
      width: 'minmax(100px, 1.2fr)',
      yields: 4,
      cell: ({ contactName }) => titled(contactName),
    },
    {
      key: 'number',
      label: columns.number,
      width: '136px',
      yields: 3,
      cell: ({ number }) =>
        titled(formatPhone({ e164: number.startsWith('+') ? number : '', raw: number, ext: '' })),
    },
    {
      key: 'result',
      label: columns.result,
      width: '136px',
      yields: 1,
      cell: ({ result }) => {
        const tone = resultTones[result];
        return (
          <span className={`chip tone-${tone === 'text' ? 'quiet' : tone}`}>{calls.results[result]}</span>
        );
      },
    },
    {
      key: 'duration',
      label: columns.duration,
      width: '80px',
      yields: 6,
      align: 'right',
      cell: ({ durationSec }) => (durationSec > 0 ? formatDuration(durationSec) : ''),
    },
    {
      key: 'nextStep',
      label: columns.nextStep,
      width: 'minmax(112px, 1.3fr)',
      yields: 5,
      cell: ({ nextStep }) => titled(nextStep),
    },
    {
      key: 'comment',
      label: columns.comment,
      width: 'minmax(184px, 4fr)',
      yields: 2,
      cell: ({ comment }) => titled(comment.slice(0, 300)),
    },
    ...(hasServer
      ? [
          {
            key: 'mark',
            label: '',
            width: '40px',
            yields: 7,
            cell: ({ mark }: CallRow) => <SyncMarkIcon mark={mark} />,
          },
        ]
      : []),
  ];
}

/** Text that may be cut short, whole in its title. */
function titled(text: string): ReactNode {
  return <span title={text}>{text}</span>;
}
