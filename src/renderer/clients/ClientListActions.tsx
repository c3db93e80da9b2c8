import { type ClientFilter, noClientFilter } from '@shared/clients/contract';
import { equal } from '@shared/lib/merge';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';

interface Props {
  readonly filter: ClientFilter;
  readonly onChange: (filter: ClientFilter) => void;
}

/** What lies in the archive instead of the list, and a way back to everything. */
export function ClientListActions({ filter, onChange }: Props) {
  const { clients, common } = useTexts();
  return (
    <>
      {!equal(filter, noClientFilter) && (
        <Button onClick={() => onChange(noClientFilter)}>{common.clearFilters}</Button>
      )}
      <label className="switch small">
        <input
          type="checkbox"
          role="switch"
          aria-checked={filter.archived}
          checked={filter.archived}
          onChange={(event) => onChange({ ...filter, archived: event.target.checked })}
        />
        {clients.filters.archived}
      </label>
    </>
  );
}
