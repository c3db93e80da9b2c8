import InboxIcon from '@mui/icons-material/MoveToInboxOutlined';
import { type InboxStatus, maxInboxItems } from '@shared/inbox/contract';
import { useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { EmptyState } from '../ui/EmptyState';
import { FailureText } from '../ui/FailureText';
import { Typography } from '../ui/Typography';
import { InboxCard } from './InboxCard';
import { useInbox } from './use-inbox';

const outOfReach = new Set<string>(['sync-offline', 'sync-timeout']);

/** «От сотрудников»: edits the server kept for the head, which are on the server only. */
export function InboxList({ status }: { readonly status: InboxStatus }) {
  const { conflicts } = useTexts();
  const { inbox } = conflicts;
  const { page, failure, reload } = useInbox(status);
  const away = failure !== undefined && outOfReach.has(failure.code);
  return (
    <>
      {away && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 1.5 }}>
          {inbox.offline}
        </Alert>
      )}
      {!away && <FailureText failure={failure} />}
      {!page && !failure && <Typography role="status">{inbox.loading}</Typography>}
      {page?.items.length === 0 && (
        <EmptyState
          icon={<InboxIcon />}
          title={status === 'open' ? inbox.emptyTitle : inbox.emptyResolved}
          {...(status === 'open' ? { text: inbox.emptyText } : {})}
        />
      )}
      {page?.items.map((item) => (
        // Opened again, it is chosen anew.
        <InboxCard key={`${item.id} ${item.status}`} item={item} words={page} onDone={reload} />
      ))}
      {page && page.items.length >= maxInboxItems && (
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>
          {conflicts.more(page.items.length)}
        </Typography>
      )}
    </>
  );
}
