import type { SyncStatus } from '@shared/sync/contract';
import { wordsOf } from '@shared/texts/kinds-words';
import { useLanguage, useTexts } from '../services/texts';
import { FailureText } from '../ui/FailureText';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';

/** The truth about the exchange in words: what is not sent, since when, when it last worked, what is wrong. */
export function SyncState({ status }: { readonly status: SyncStatus }) {
  const { sync, kinds } = useTexts();
  const language = useLanguage();
  const lines = [
    status.login && sync.signedInAs(status.login),
    status.unsent > 0 ? sync.unsent(status.unsent) : sync.allSent,
    status.oldestUnsentAt && sync.oldest(formatInstant(status.oldestUnsentAt, language)),
    status.lastSuccessAt ? sync.lastSuccess(formatInstant(status.lastSuccessAt, language)) : sync.never,
    status.absent.length > 0 &&
      sync.absent(status.absent.map((name) => wordsOf(kinds, name)?.many ?? name).join(', ')),
    status.received > 0 && sync.received(status.received),
  ];
  return (
    <>
      {lines.filter(Boolean).map((line) => (
        <Typography key={String(line)} variant="body2">
          {line}
        </Typography>
      ))}
      <FailureText failure={status.error} />
    </>
  );
}
