import type { Phone } from '@shared/clients/schema';
import { phoneLabels } from '@shared/clients/schema';
import { formatPhone, parsePhones } from '@shared/domain/phones/phones';
import { useState } from 'react';
import { type PhoneClient, PhoneLink } from '../calls/PhoneLink';
import { useTexts } from '../services/texts';
import { Remark } from './CardField';
import { ContactLine } from './ContactLine';
import { EditedInPlace } from './EditedInPlace';
import { LabelSelect } from './LabelSelect';
import { useRemoval } from './use-removal';

interface Props {
  readonly phones: readonly Phone[];
  readonly client: PhoneClient;
  readonly contactId?: string;
  readonly onChange: (phones: Phone[]) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

export const newPhone = (): Phone => ({ id: crypto.randomUUID(), raw: '', e164: '', ext: '', label: 'work' });

/** A typed number read into a phone; what cannot be understood stays as typed. */
function readPhone(phone: Phone, raw: string): Phone {
  const [parsed] = parsePhones(raw);
  const label = phone.raw === '' && parsed ? parsed.label : phone.label;
  return { ...phone, raw: raw.slice(0, 120), e164: parsed?.e164 ?? '', ext: parsed?.ext ?? '', label };
}

/** Several numbers: each dials by a click, is edited in place, and falls apart when several were pasted into one. */
export function PhoneList({ phones, client, contactId, onChange, onFocus, onBlur }: Props) {
  const { clients } = useTexts();
  const words = clients.card;
  const [editing, setEditing] = useState('');

  const replace = (id: string, by: readonly Phone[]) =>
    onChange(phones.flatMap((phone) => (phone.id === id ? by : [phone])));

  const remove = useRemoval(phones, (next) => {
    onChange(next);
    onBlur();
  });

  const leave = (phone: Phone) => {
    setEditing('');
    const parsed = parsePhones(phone.raw);
    if (phone.raw.trim() === '') replace(phone.id, []);
    else if (parsed.length > 1) {
      replace(
        phone.id,
        parsed.map((one, index) => ({
          id: index === 0 ? phone.id : crypto.randomUUID(),
          raw: one.raw.slice(0, 120),
          e164: one.e164,
          ext: one.ext,
          label: one.label,
        })),
      );
    }
    onBlur();
  };

  return phones.map((phone) => {
    const shown = formatPhone(phone);
    const edited = editing === phone.id || (phone.raw === '' && phone.e164 === '');
    const issue = parsePhones(phone.raw)[0]?.issue ?? (phone.raw.trim() === '' ? '' : 'invalid');
    return (
      <ContactLine
        key={phone.id}
        label={
          <LabelSelect
            label={words.phoneLabel}
            value={phone.label}
            options={phoneLabels}
            names={clients.phoneLabels}
            onChange={(label) => {
              replace(phone.id, [{ ...phone, label }]);
            }}
          />
        }
        editWords={words.editPhone(shown)}
        removeWords={words.removePhone(shown)}
        onEdit={edited ? undefined : () => setEditing(phone.id)}
        onRemove={() => remove(phone.id, shown || words.phone)}
      >
        {edited ? (
          <div>
            <EditedInPlace
              value={phone.raw}
              label={words.phone}
              maxLength={120}
              inputMode="tel"
              onChange={(raw) => replace(phone.id, [readPhone(phone, raw)])}
              onFocus={() => {
                setEditing(phone.id);
                onFocus();
              }}
              onBlur={() => leave(phone)}
            />
            {issue !== '' && <Remark remark={{ text: issueText(issue, clients.form) }} />}
          </div>
        ) : (
          <div className="contact-line-value">
            <PhoneLink phone={phone} client={client} {...(contactId ? { contactId } : {})} showTime={false} />
          </div>
        )}
      </ContactLine>
    );
  });
}

/** What is wrong with a number, in words. */
export function issueText(
  issue: 'local' | 'damaged' | 'invalid',
  words: { readonly phoneLocal: string; readonly phoneDamaged: string; readonly phoneWrong: string },
): string {
  if (issue === 'local') return words.phoneLocal;
  return issue === 'damaged' ? words.phoneDamaged : words.phoneWrong;
}
