import DoneIcon from '@mui/icons-material/HandshakeOutlined';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import type { ConflictState } from '@shared/conflicts/schema';
import { useState } from 'react';
import { useTexts } from '../app/texts';
import { useLive } from '../ipc/use-live';
import { EmptyState } from '../ui/EmptyState';
import { FailureText } from '../ui/FailureText';
import { Page } from '../ui/Page';
import { DuplicateConflict } from './DuplicateConflict';
import { FieldsConflict } from './FieldsConflict';

/** As many as are shown; whoever has more begins with these. */
const most = 100;

/** What the sync could not decide: the same field changed by two, one client entered twice. */
export function ConflictsScreen() {
  const { conflicts } = useTexts();
  const [state, setState] = useState<ConflictState>('open');
  const found = useLive('conflicts.list', { state, limit: most });
  const { value } = found;
  return (
    <Page
      title={conflicts.title}
      note={value && value.total > 0 ? conflicts.count(value.total) : undefined}
      toolbar={
        <ToggleButtonGroup
          size="small"
          exclusive
          value={state}
          aria-label={conflicts.show}
          onChange={(_event, next: ConflictState | null) => next && setState(next)}
        >
          <ToggleButton value="open">{conflicts.waiting}</ToggleButton>
          <ToggleButton value="decided">{conflicts.decided}</ToggleButton>
        </ToggleButtonGroup>
      }
    >
      {found.error && <FailureText failure={found.error} />}
      {value?.total === 0 && (
        <EmptyState
          icon={<DoneIcon />}
          title={state === 'open' ? conflicts.emptyTitle : conflicts.emptyDecided}
          {...(state === 'open' ? { text: conflicts.emptyText } : {})}
        />
      )}
      {value?.rows.map((row) =>
        row.kind === 'duplicate' ? (
          <DuplicateConflict key={row.id} row={row} />
        ) : (
          // Reopened, it is chosen anew.
          <FieldsConflict key={`${row.id} ${row.state}`} row={row} />
        ),
      )}
      {value && value.total > value.rows.length && (
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>
          {conflicts.more(value.rows.length)}
        </Typography>
      )}
    </Page>
  );
}
