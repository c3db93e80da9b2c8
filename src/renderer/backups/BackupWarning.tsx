import type { BackupsState } from '@shared/backups/contract';
import { useState } from 'react';
import { useTexts } from '../services/texts';
import { openSettings } from '../settings/open-settings';
import { Banner } from '../ui/Banner';

/** Says over every screen that the day's copy was not made where it belongs, until it is read or one was made. */
export function BackupWarning({ failure }: { readonly failure: NonNullable<BackupsState['failure']> }) {
  const { backups: words, errors } = useTexts();
  const [read, setRead] = useState('');
  if (read === failure.at) return null;
  const hide = () => setRead(failure.at);
  return (
    <Banner
      tone="warning"
      code={failure.code}
      actions={[
        {
          label: words.openSettings,
          run: () => {
            hide();
            openSettings('backups');
          },
        },
      ]}
      hide={{ label: words.hideFailure, run: hide }}
    >
      {words.failure(errors[failure.code](failure.data), failure.inProfile)}
    </Banner>
  );
}
