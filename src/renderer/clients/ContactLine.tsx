import CloseIcon from '@mui/icons-material/Close';
import EditIcon from '@mui/icons-material/EditOutlined';
import type { ReactNode } from 'react';
import { IconAction } from '../ui/IconAction';
import { Toolbar } from '../ui/Toolbar';
import './card.css';

interface Props {
  /** What kind of phone or e-mail it is. */
  readonly label: ReactNode;
  readonly children: ReactNode;
  /** Words of the two buttons, with the number or address in them. */
  readonly editWords: string;
  readonly removeWords: string;
  /** Absent while it is being edited. */
  readonly onEdit?: (() => void) | undefined;
  readonly onRemove: () => void;
}

/** One phone or e-mail of a card: its kind, itself, and what can be done with it. */
export function ContactLine({ label, children, editWords, removeWords, onEdit, onRemove }: Props) {
  return (
    <Toolbar label={removeWords} className="contact-line">
      {label}
      {children}
      <div className="contact-line-deeds">
        {onEdit && (
          <IconAction label={editWords} onClick={onEdit}>
            <EditIcon className="icon-16" />
          </IconAction>
        )}
        <IconAction label={removeWords} onClick={onRemove}>
          <CloseIcon className="icon-16" />
        </IconAction>
      </div>
    </Toolbar>
  );
}
