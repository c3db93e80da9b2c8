import OutIcon from '@mui/icons-material/CallMade';
import InIcon from '@mui/icons-material/CallReceived';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import type { CallRow } from '@shared/calls/contract';
import { formatDuration } from '@shared/calls/duration';
import { addDays, formatShortDate, type IsoDate, toWallTime } from '@shared/lib/dates';
import { formatPhone } from '@shared/phones/phones';
import type { Language } from '@shared/settings/contract';
import type { Texts } from '@shared/texts';
import type { ReactNode } from 'react';
import { paths } from '../app/navigation';
import { resultTones } from '../timeline/CallEntry';
import { SyncMarkIcon } from '../ui/SyncMarkIcon';
import type { Column } from '../ui/VirtualTable';

/** The columns of the call log. @param today decides what is written as «Сегодня» */
export function callColumns(
  { calls, common }: Texts,
  language: Language,
  zone: string,
  today: IsoDate,
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
      width: '154px',
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
      width: 'minmax(130px, 2fr)',
      cell: (call) =>
        call.clientName === '' ? (
          ''
        ) : (
          <Link
            href={`#${paths.client(call.clientId)}`}
            title={call.clientName}
            underline="hover"
            onClick={(event) => event.stopPropagation()}
            tabIndex={-1}
            sx={{ fontWeight: 700 }}
          >
            {call.clientName}
          </Link>
        ),
    },
    {
      key: 'contact',
      label: columns.contact,
      width: 'minmax(96px, 1.2fr)',
      cell: ({ contactName }) => titled(contactName),
    },
    {
      key: 'number',
      label: columns.number,
      width: '146px',
      cell: ({ number }) =>
        titled(formatPhone({ e164: number.startsWith('+') ? number : '', raw: number, ext: '' })),
    },
    {
      key: 'result',
      label: columns.result,
      width: '150px',
      cell: ({ result }) => {
        const tone = resultTones[result];
        return (
          <Box component="span" sx={{ color: tone === 'text' ? 'text.secondary' : `${tone}.main` }}>
            {calls.results[result]}
          </Box>
        );
      },
    },
    {
      key: 'duration',
      label: columns.duration,
      width: '76px',
      align: 'right',
      cell: ({ durationSec }) => (durationSec > 0 ? formatDuration(durationSec) : ''),
    },
    {
      key: 'nextStep',
      label: columns.nextStep,
      width: 'minmax(112px, 1.3fr)',
      cell: ({ nextStep }) => titled(nextStep),
    },
    {
      key: 'comment',
      label: columns.comment,
      width: 'minmax(90px, 2fr)',
      cell: ({ comment }) => titled(comment.slice(0, 300)),
    },
    {
      key: 'mark',
      label: '',
      width: '40px',
      cell: ({ mark }) => <SyncMarkIcon mark={mark} />,
    },
  ];
}

/** Text that may be cut short, whole in its title. */
function titled(text: string): ReactNode {
  return <span title={text}>{text}</span>;
}
