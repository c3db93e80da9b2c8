import type { ImportKind } from '@shared/import/record-targets';
import { showClientsOfImport } from '../clients/last-filter';
import { showDealsOfImport } from '../deals/last-filter';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';

/** Goes to the list of what an import has made, where there is one. */
export function ShowMade({ kind, importId }: { readonly kind: ImportKind; readonly importId: string }) {
  const { imports } = useTexts();
  const lists = {
    clients: { label: imports.showClients, show: showClientsOfImport },
    deals: { label: imports.showDeals, show: showDealsOfImport },
  } as const satisfies Partial<Record<ImportKind, object>>;
  const { label, show } = lists[kind];
  return (
    <Button variant="contained" onClick={() => show(importId)} autoFocus>
      {label}
    </Button>
  );
}
