import type { ConflictRow, DuplicateSide } from '@shared/conflicts/contract';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { cardPath } from '../services/records';
import { useSettings, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Link } from '../ui/Link';
import { Paper } from '../ui/Paper';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { ConflictFrame } from './ConflictFrame';

/** Two clients that look like one, side by side: one is kept, or they are not one. */
export function DuplicateConflict({ row }: { readonly row: ConflictRow }) {
  const { conflicts } = useTexts();
  const { language } = useSettings();
  const join = useCommand('conflicts.mergeClients');
  const dismiss = useCommand('conflicts.dismiss');
  const open = row.state === 'open';
  const names = row.sides.map(({ name }) => name).join(' — ');
  const failed = join.error ?? dismiss.error;
  return (
    <ConflictFrame
      row={row}
      title={names === '' ? conflicts.duplicate : `${conflicts.duplicate}: ${names}`}
      story={
        open
          ? conflicts.duplicateHint
          : conflicts.decidedBy(row.decidedByName, formatInstant(row.decidedAt, language))
      }
      actions={
        open && (
          <Button
            disabled={dismiss.busy || join.busy}
            onClick={() =>
              void dismiss
                .run({ id: row.id })
                .then((done) => done !== undefined && notify(conflicts.dismissed))
            }
          >
            {conflicts.notOne}
          </Button>
        )
      }
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
        {row.sides.map((side) => (
          <Side
            key={side.id}
            side={side}
            {...(open
              ? {
                  onKeep: () =>
                    void join
                      .run({ id: row.id, keepId: side.id })
                      .then((done) => done !== undefined && notify(conflicts.joined)),
                }
              : {})}
          />
        ))}
      </Box>
      {failed && <FailureText failure={failed} />}
    </ConflictFrame>
  );
}

function Side({ side, onKeep }: { readonly side: DuplicateSide; readonly onKeep?: () => void }) {
  const { conflicts, clients } = useTexts();
  const { language } = useSettings();
  const name = side.name || clients.noName;
  const lines = [
    [side.inn && `${conflicts.inn} ${side.inn}`, side.kpp && `${conflicts.kpp} ${side.kpp}`]
      .filter(Boolean)
      .join(', '),
    side.city,
    side.phones.slice(0, 5).join(', '),
    side.emails.slice(0, 5).join(', '),
    `${conflicts.calls(side.calls)}, ${conflicts.contacts(side.contacts)}`,
    conflicts.createdBy(side.createdByName || conflicts.somebody, formatInstant(side.createdAt, language)),
  ];
  return (
    <Paper variant="outlined" sx={{ p: 1.5, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
      <Link href={`#${cardPath('clients', side.id)}`} noWrap title={name} sx={{ fontWeight: 700 }}>
        {name}
      </Link>
      {lines.filter(Boolean).map((line) => (
        <Typography key={line} variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          {line}
        </Typography>
      ))}
      {onKeep && (
        <Button
          variant="outlined"
          aria-label={conflicts.keepThisName(name)}
          onClick={onKeep}
          sx={{ mt: 1.25, alignSelf: 'flex-start' }}
        >
          {conflicts.keepThis}
        </Button>
      )}
    </Paper>
  );
}
