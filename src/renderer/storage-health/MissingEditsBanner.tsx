import type { MissingEdits } from '@shared/storage-health/contract';
import { useEffect } from 'react';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { openSettings } from '../settings/open-settings';
import { Banner } from '../ui/Banner';
import { FailureCode } from '../ui/FailureCode';
import { formatInstant } from '../ui/when';

/** Says over every screen which edits the database has lost, since when, and where they may still be; until it is read. */
export function MissingEditsBanner({ missing }: { readonly missing: MissingEdits }) {
  const { storageHealth: words, errors } = useTexts();
  const language = useLanguage();
  const understood = useCommand('storageHealth.missingRead');
  const online = useStateOf('sync.status')?.phase ?? 'off';
  const copy = useStateOf('backups.state')?.backups[0];
  useEffect(() => {
    void ask('backups.look', {});
  }, []);
  const { count, period, server, copyNewer, copyOlder, logKept, title, toCopies } = words.missing;
  const when = (iso: string) => formatInstant(iso, language);
  const code = 'store-edits-missing';
  return (
    <Banner
      tone="error"
      code={code}
      title={title}
      actions={[
        { label: toCopies, run: () => openSettings('backups') },
        { label: words.understood, run: () => void understood.run({}), busy: understood.busy },
      ]}
    >
      {count(missing.edits, missing.records, missing.atLeast)}
      {period(when(missing.since), when(missing.until))} {errors[code]({})} {online !== 'off' && `${server} `}
      {copy && `${(copy.at > missing.since ? copyNewer : copyOlder)(when(copy.at))} `}
      {missing.logKept && `${logKept} `}
      <FailureCode code={code} />
    </Banner>
  );
}
