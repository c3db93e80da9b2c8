import AddIcon from '@mui/icons-material/Add';
import { type ReactNode, useId } from 'react';
import { useTexts } from '../services/texts';
import './card.css';

interface Props {
  readonly title: string;
  /** One or more things that can be added here. */
  readonly add?: readonly { readonly label: string; readonly run: () => void }[];
  readonly children: ReactNode;
}

/** A part of the card under its own title. */
export function CardSection({ title, add = [], children }: Props) {
  const { common } = useTexts();
  const id = useId();
  return (
    <section className="card-section" aria-labelledby={id}>
      <div className="card-section-head">
        <h2 id={id}>{title}</h2>
        {add.map(({ label, run }) => (
          <button
            key={label}
            type="button"
            className="bare text"
            onClick={run}
            aria-label={`${common.add}: ${label}`}
          >
            <AddIcon className="icon-18" />
            {label}
          </button>
        ))}
      </div>
      {children}
    </section>
  );
}
