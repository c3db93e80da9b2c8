import ClientIcon from '@mui/icons-material/ApartmentOutlined';
import CallIcon from '@mui/icons-material/Call';
import DocumentIcon from '@mui/icons-material/DescriptionOutlined';
import DealIcon from '@mui/icons-material/HandshakeOutlined';
import FileIcon from '@mui/icons-material/InsertDriveFileOutlined';
import ContactIcon from '@mui/icons-material/PersonOutlined';
import NoteIcon from '@mui/icons-material/StickyNote2Outlined';
import TaskIcon from '@mui/icons-material/TaskAltOutlined';
import type { KindWith } from '@shared/kinds';
import type { ReactNode } from 'react';

/** The icon of each kind of records that is found, or stands in a timeline. */
export const kindIcons: Readonly<Record<KindWith<'searchable'> | KindWith<'timeline'>, ReactNode>> = {
  clients: <ClientIcon fontSize="small" />,
  contacts: <ContactIcon fontSize="small" />,
  deals: <DealIcon fontSize="small" />,
  calls: <CallIcon fontSize="small" />,
  tasks: <TaskIcon fontSize="small" />,
  notes: <NoteIcon fontSize="small" />,
  documents: <DocumentIcon fontSize="small" />,
  files: <FileIcon fontSize="small" />,
};
