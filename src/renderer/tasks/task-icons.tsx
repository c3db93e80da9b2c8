import CallIcon from '@mui/icons-material/CallOutlined';
import DocumentIcon from '@mui/icons-material/DescriptionOutlined';
import EmailIcon from '@mui/icons-material/EmailOutlined';
import MeetingIcon from '@mui/icons-material/GroupsOutlined';
import OfferIcon from '@mui/icons-material/LocalOfferOutlined';
import PaymentIcon from '@mui/icons-material/PaymentsOutlined';
import OtherIcon from '@mui/icons-material/TaskAltOutlined';
import type { TaskType } from '@shared/tasks/schema';
import type { ReactNode } from 'react';

const icons: Readonly<Record<TaskType, ReactNode>> = {
  call: <CallIcon fontSize="inherit" />,
  meeting: <MeetingIcon fontSize="inherit" />,
  email: <EmailIcon fontSize="inherit" />,
  offer: <OfferIcon fontSize="inherit" />,
  document: <DocumentIcon fontSize="inherit" />,
  payment: <PaymentIcon fontSize="inherit" />,
  other: <OtherIcon fontSize="inherit" />,
};

/** The picture of a task's type. */
export const taskIcon = (type: TaskType): ReactNode => icons[type];
