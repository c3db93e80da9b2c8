import { useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Link } from '../ui/Link';

/** On a card: something of it waits for a decision, with the way there. */
export function CardConflicts({ count }: { readonly count: number }) {
  const { conflicts } = useTexts();
  return (
    <Alert severity="warning" variant="outlined" sx={{ py: 0, mb: 1.5 }}>
      {conflicts.onCard(count)} <Link href="#/conflicts">{conflicts.sort}</Link>
    </Alert>
  );
}
