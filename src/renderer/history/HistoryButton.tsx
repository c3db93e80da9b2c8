import HistoryIcon from '@mui/icons-material/History';
import type { HistoryKind } from '@shared/history/contract';
import { type Overlay, openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { IconButton } from '../ui/IconButton';

interface Props {
  readonly collection: HistoryKind;
  readonly id: string;
  /** The form the button stands in: closing the history goes back to it. */
  readonly back?: Overlay;
  readonly size?: 'small' | 'medium';
}

/** Opens «История изменений» of a record, from a form or a line that has no menu. */
export function HistoryButton({ collection, id, back, size = 'medium' }: Props) {
  const { history } = useTexts();
  return (
    <IconButton
      size={size}
      aria-label={history.open}
      title={history.open}
      onClick={() => openOverlay({ kind: 'history', collection, id, ...(back ? { back } : {}) })}
      sx={size === 'small' ? { p: 0.375 } : {}}
    >
      <HistoryIcon sx={size === 'small' ? { fontSize: 18 } : {}} />
    </IconButton>
  );
}
