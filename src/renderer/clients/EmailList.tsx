import { type Email, emailLabels } from '@shared/clients/schema';
import { useState } from 'react';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Remark } from './CardField';
import { ContactLine } from './ContactLine';
import { EditedInPlace } from './EditedInPlace';
import { LabelSelect } from './LabelSelect';
import { useRemoval } from './use-removal';

interface Props {
  readonly emails: readonly Email[];
  readonly onChange: (emails: Email[]) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

export const newEmail = (): Email => ({ id: crypto.randomUUID(), value: '', label: 'work' });

/** Looks like an address of mail; empty counts as right. */
export const isEmail = (value: string): boolean =>
  value === '' || /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/u.test(value.trim());

/** Several addresses: a click begins a letter, a pencil edits in place. */
export function EmailList({ emails, onChange, onFocus, onBlur }: Props) {
  const { clients, errors } = useTexts();
  const words = clients.card;
  const [editing, setEditing] = useState('');
  const replace = (id: string, by: readonly Email[]) =>
    onChange(emails.flatMap((email) => (email.id === id ? by : [email])));
  const remove = useRemoval(emails, (next) => {
    onChange(next);
    onBlur();
  });
  const write = async (value: string) => {
    const result = await ask('app.openLink', {
      url: `mailto:${encodeURIComponent(value).replace('%40', '@')}`,
    });
    if (!result.ok) notify(errors[result.error.code](result.error.data), { tone: 'error' });
  };

  return emails.map((email) => {
    const edited = editing === email.id || email.value === '';
    return (
      <ContactLine
        key={email.id}
        label={
          <LabelSelect
            label={words.emails}
            value={email.label}
            options={emailLabels}
            names={clients.emailLabels}
            onChange={(label) => replace(email.id, [{ ...email, label }])}
          />
        }
        editWords={words.editEmail(email.value)}
        removeWords={words.removeEmail(email.value)}
        onEdit={edited ? undefined : () => setEditing(email.id)}
        onRemove={() => remove(email.id, email.value || words.email)}
      >
        {edited ? (
          <div>
            <EditedInPlace
              value={email.value}
              label={words.email}
              maxLength={254}
              inputMode="email"
              onChange={(value) => replace(email.id, [{ ...email, value }])}
              onFocus={() => {
                setEditing(email.id);
                onFocus();
              }}
              onBlur={() => {
                setEditing('');
                const value = email.value.trim();
                if (value !== email.value || value === '')
                  replace(email.id, value === '' ? [] : [{ ...email, value }]);
                onBlur();
              }}
            />
            {!isEmail(email.value) && <Remark remark={{ text: clients.form.emailWrong }} />}
          </div>
        ) : (
          <div className="contact-line-value">
            <button
              type="button"
              className="bare link small ellipsis"
              title={words.writeTo(email.value)}
              onClick={() => void write(email.value)}
            >
              <span className="ellipsis">{email.value}</span>
            </button>
          </div>
        )}
      </ContactLine>
    );
  });
}
