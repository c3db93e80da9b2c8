import Box from '@mui/material/Box';
import InputBase from '@mui/material/InputBase';
import Link from '@mui/material/Link';
import { type Email, emailLabels } from '@shared/clients/schema';
import { useState } from 'react';
import { notify } from '../app/notices';
import { useTexts } from '../app/texts';
import { ask } from '../ipc/client';
import { quietInput, Remark } from './CardField';
import { ContactLine } from './ContactLine';
import { LabelSelect } from './LabelSelect';

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
        onRemove={() => {
          replace(email.id, []);
          onBlur();
        }}
      >
        {edited ? (
          <Box>
            <InputBase
              value={email.value}
              autoFocus
              onChange={(event) => replace(email.id, [{ ...email, value: event.target.value }])}
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
              onKeyDown={(event) => {
                if (event.key === 'Enter' || event.key === 'Escape') {
                  event.stopPropagation();
                  (event.target as HTMLElement).blur();
                }
              }}
              slotProps={{ input: { 'aria-label': words.email, maxLength: 254, inputMode: 'email' } }}
              sx={quietInput}
            />
            {!isEmail(email.value) && <Remark remark={{ text: clients.form.emailWrong }} />}
          </Box>
        ) : (
          <Box sx={{ minHeight: 30, display: 'flex', alignItems: 'center', pl: 0.75, minWidth: 0 }}>
            <Link
              component="button"
              type="button"
              underline="hover"
              noWrap
              title={words.writeTo(email.value)}
              onClick={() => void write(email.value)}
              sx={{ typography: 'body2', minWidth: 0 }}
            >
              {email.value}
            </Link>
          </Box>
        )}
      </ContactLine>
    );
  });
}
