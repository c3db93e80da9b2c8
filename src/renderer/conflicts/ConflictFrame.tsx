import type { ConflictRow } from '@shared/conflicts/contract';
import { type ReactNode, useId } from 'react';
import { cardPath } from '../services/records';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Link } from '../ui/Link';
import { Paper } from '../ui/Paper';
import { Typography } from '../ui/Typography';

interface Props {
  readonly row: Pick<ConflictRow, 'recordKind' | 'clientId' | 'clientName' | 'kind' | 'fixed'>;
  readonly title: string;
  readonly story: string;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

/** One conflict: what it is about, who did what, the body, and what can be done. */
export function ConflictFrame({ row, title, story, actions, children }: Props) {
  const { conflicts } = useTexts();
  const heading = useId();
  const { recordKind, clientId, clientName } = row;
  return (
    <Paper
      component="article"
      variant="outlined"
      aria-labelledby={heading}
      sx={{ p: 2, mb: 1.5, maxWidth: 1200 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'baseline', columnGap: 1, flexWrap: 'wrap' }}>
        <Typography variant="h3" component="h2" id={heading} noWrap sx={{ maxWidth: '100%' }} title={title}>
          {title}
        </Typography>
        {recordKind !== 'clients' && clientName !== '' && (
          <Link href={`#${cardPath('clients', clientId)}`} noWrap title={clientName} sx={{ maxWidth: 360 }}>
            {clientName}
          </Link>
        )}
        {recordKind === 'clients' && row.kind === 'fields' && !row.fixed && (
          <Link href={`#${cardPath('clients', clientId)}`}>{conflicts.openCard}</Link>
        )}
      </Box>
      <Typography variant="body2" sx={{ color: 'text.secondary', mt: 0.25, mb: 1.5 }}>
        {story}
      </Typography>
      {children}
      <Box sx={{ display: 'flex', gap: 1, mt: 1.5, flexWrap: 'wrap' }}>{actions}</Box>
    </Paper>
  );
}
