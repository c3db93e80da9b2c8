import DoneIcon from '@mui/icons-material/HandshakeOutlined';
import type { InboxStatus } from '@shared/inbox/contract';
import { useEffect, useState } from 'react';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { EmptyState } from '../ui/EmptyState';
import { FailureText } from '../ui/FailureText';
import { Page } from '../ui/Page';
import { ToggleButton, ToggleButtonGroup } from '../ui/Tabs';
import { Typography } from '../ui/Typography';
import { DuplicateConflict } from './DuplicateConflict';
import { FieldsConflict } from './FieldsConflict';
import { InboxList } from './InboxList';
import { useHasInbox, useInboxCount } from './inbox-count';

/** As many as are shown; whoever has more begins with these. */
const most = 100;

type View = 'open' | 'decided' | 'staff';

/** What the sync could not decide: one field changed by two, one client entered twice, edits kept for the head. */
export function ConflictsScreen() {
  const { conflicts } = useTexts();
  const hasInbox = useHasInbox();
  const waiting = useInboxCount();
  const [chosen, setChosen] = useState<View>();
  const [inboxStatus, setInboxStatus] = useState<InboxStatus>('open');
  const view = chosen === 'staff' && !hasInbox ? 'open' : (chosen ?? 'open');
  const state = view === 'decided' ? 'decided' : 'open';
  const found = useLive('conflicts.list', { state, limit: most });
  const { value } = found;
  const opensOnInbox = chosen === undefined && waiting > 0 && value?.total === 0;
  useEffect(() => {
    // Whoever followed the count here finds what was counted, and stays there when it is decided.
    if (opensOnInbox) setChosen('staff');
  }, [opensOnInbox]);
  return (
    <Page
      title={conflicts.title}
      note={view !== 'staff' && value && value.total > 0 ? conflicts.count(value.total) : undefined}
      toolbar={
        <>
          <ToggleButtonGroup
            size="small"
            exclusive
            value={view}
            aria-label={conflicts.show}
            onChange={(_event, next: View | null) => next && setChosen(next)}
          >
            <ToggleButton value="open">{conflicts.waiting}</ToggleButton>
            <ToggleButton value="decided">{conflicts.decided}</ToggleButton>
            {hasInbox && <ToggleButton value="staff">{conflicts.inbox.tab(waiting)}</ToggleButton>}
          </ToggleButtonGroup>
          {view === 'staff' && (
            <ToggleButtonGroup
              size="small"
              exclusive
              value={inboxStatus}
              aria-label={conflicts.inbox.show}
              onChange={(_event, next: InboxStatus | null) => next && setInboxStatus(next)}
              sx={{ ml: 1 }}
            >
              <ToggleButton value="open">{conflicts.inbox.open}</ToggleButton>
              <ToggleButton value="resolved">{conflicts.inbox.resolved}</ToggleButton>
            </ToggleButtonGroup>
          )}
        </>
      }
    >
      {view === 'staff' ? (
        <InboxList status={inboxStatus} />
      ) : (
        <>
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
              <FieldsConflict key={`${row.id} ${row.state}`} row={row} names={value.names} />
            ),
          )}
          {value && value.total > value.rows.length && (
            <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>
              {conflicts.more(value.rows.length)}
            </Typography>
          )}
        </>
      )}
    </Page>
  );
}
