import ConfirmedIcon from '@mui/icons-material/CloudDoneOutlined';
import SentIcon from '@mui/icons-material/CloudUploadOutlined';
import HereIcon from '@mui/icons-material/ComputerOutlined';
import type { SyncMark } from '@shared/sync/contract';
import { useTexts } from '../services/texts';
import { useHasServer } from '../services/use-has-server';

const icons = { 0: HereIcon, 1: SentIcon, 2: ConfirmedIcon } as const;

/** Where a record is: only here, sent, or confirmed by the server; nothing where there is no server. */
export function SyncMarkIcon({ mark }: { readonly mark: SyncMark }) {
  const { common } = useTexts();
  const hasServer = useHasServer();
  if (!hasServer) return null;
  const Icon = icons[mark];
  return <Icon titleAccess={common.marks[mark]} className="icon-16 quiet" />;
}
