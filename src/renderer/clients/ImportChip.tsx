import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { Chip } from '../ui/Chip';

interface Props {
  readonly importId: string;
  readonly onClear: () => void;
}

/** Says that the list is narrowed to one import, and ends that. */
export function ImportChip({ importId, onClear }: Props) {
  const { clients } = useTexts();
  const runs = useLive('import.history', {}).value;
  const file = runs?.find(({ id }) => id === importId)?.fileName ?? '';
  const label = clients.filters.fromImport(file);
  return <Chip label={label} title={label} onDelete={onClear} sx={{ maxWidth: 260 }} />;
}
