import type { StorageHealth } from '@shared/storage-health/contract';
import { useCommand } from '../ipc/use-command';
import { useTexts } from '../services/texts';
import { Banner } from '../ui/Banner';
import { FailureCode } from '../ui/FailureCode';

/** Says that nothing can be saved just now, what to do, and that what was typed is kept. */
export function StorageHealthBanner({ storageHealth }: { readonly storageHealth: StorageHealth }) {
  const { storageHealth: words } = useTexts();
  const again = useCommand('storageHealth.tryAgain');
  const { code } = storageHealth.failure;
  const key = code === 'disk-full' || code === 'store-readonly' ? code : 'other';
  const { healed } = storageHealth;
  return (
    <Banner
      tone={healed ? 'success' : 'error'}
      code={code}
      {...(healed ? {} : { title: words.title[key] })}
      actions={[
        {
          label: healed ? words.understood : words.tryAgain,
          run: () => void again.run({}),
          busy: again.busy,
        },
      ]}
    >
      {healed ? (
        code === 'store-restarted' ? (
          words.restarted
        ) : (
          words.healed
        )
      ) : (
        <>
          {words.advice[key]} {words.drafts}
          <FailureCode code={code} />
        </>
      )}
    </Banner>
  );
}
