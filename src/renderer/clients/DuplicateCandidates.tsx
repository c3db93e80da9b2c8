import type { DuplicateCandidate } from '@shared/clients/contract';
import { cardPath } from '../services/records';
import { useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { Link } from '../ui/Link';

interface Props {
  readonly found: readonly DuplicateCandidate[];
  /** Called when one of them is opened. */
  readonly onOpen?: () => void;
}

/** Says gently that the same client may be in the database already, with a way to each. */
export function DuplicateCandidates({ found, onOpen }: Props) {
  const { clients } = useTexts();
  if (found.length === 0) return null;
  return (
    <Alert severity="warning" variant="outlined" sx={{ py: 0, mb: 1.5 }}>
      {clients.alike.title(found.length)}:{' '}
      {found.map((one, index) => (
        <Box component="span" key={one.id}>
          {index > 0 && '; '}
          <Link href={`#${cardPath('clients', one.id)}`} onClick={onOpen} title={one.name}>
            {one.name.slice(0, 80) || clients.noName}
          </Link>{' '}
          ({[clients.alike.by[one.by], one.city].filter(Boolean).join(', ')})
        </Box>
      ))}
    </Alert>
  );
}
