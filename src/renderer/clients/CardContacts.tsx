import CloseIcon from '@mui/icons-material/Close';
import ExpandIcon from '@mui/icons-material/ExpandMore';
import { filledEmails, filledPhones } from '@shared/clients/rules';
import type { Client } from '@shared/clients/schema';
import { newContactFields } from '@shared/contacts/rules';
import { type Contact, contactRoles } from '@shared/contacts/schema';
import { type Result, success } from '@shared/lib/result';
import { useMemo, useRef, useState } from 'react';
import { PhoneLink } from '../calls/PhoneLink';
import { useEditor } from '../editing/use-editor';
import { HistoryButton } from '../history/HistoryButton';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { IconAction } from '../ui/IconAction';
import { Toolbar } from '../ui/Toolbar';
import { CardBirthday } from './CardBirthday';
import { CardField, CardRow } from './CardField';
import { CardSection } from './CardSection';
import { EmailList, newEmail } from './EmailList';
import { LabelSelect } from './LabelSelect';
import { newPhone, PhoneList } from './PhoneList';

interface Props {
  readonly client: Client;
  readonly contacts: readonly Contact[];
}

/** The people at a client: who, what they decide, how to reach them. */
export function CardContacts({ client, contacts }: Props) {
  const { clients } = useTexts();
  const [open, setOpen] = useState('');
  /** The one begun by «+»: a record only from the first thing typed on, so that one thought better of leaves nothing. */
  const [begun, setBegun] = useState({ count: 0, shown: false, id: '' });
  return (
    <CardSection
      title={clients.card.contacts}
      add={[
        {
          label: clients.card.addContact,
          run: () => {
            setOpen('');
            setBegun(({ count }) => ({ count: count + 1, shown: true, id: '' }));
          },
        },
      ]}
    >
      {contacts.map(
        (contact) =>
          !(begun.shown && contact.id === begun.id) && (
            <ContactItem
              key={contact.id}
              contact={contact}
              client={client}
              save={(patch) => ask('contacts.change', { id: contact.id, patch })}
              open={open === contact.id}
              onToggle={() => setOpen(open === contact.id ? '' : contact.id)}
            />
          ),
      )}
      {begun.shown && (
        <BegunContact
          key={begun.count}
          client={client}
          contact={contacts.find(({ id }) => id === begun.id)}
          onMade={(id) => setBegun((before) => ({ ...before, id }))}
          onToggle={() => setBegun((before) => ({ ...before, shown: false }))}
        />
      )}
    </CardSection>
  );
}

interface BegunProps {
  readonly client: Client;
  /** What it has become, once it is in the database. */
  readonly contact: Contact | undefined;
  readonly onMade: (id: string) => void;
  readonly onToggle: () => void;
}

/** A contact that is being typed for the first time; it stays the same form when the record is made. */
function BegunContact({ client, contact, onMade, onToggle }: BegunProps) {
  const making = useRef<Promise<Result<{ readonly id: string }>>>(undefined);
  const blank = useMemo(() => blankContact(client.id), [client.id]);
  const save = async (patch: Partial<Contact>): Promise<Result<unknown>> => {
    const before = await making.current;
    if (before?.ok) return ask('contacts.change', { id: before.value.id, patch });
    if (!saysAnything(patch)) return success(null);
    making.current = ask('contacts.create', { patch: { ...patch, clientId: client.id } });
    const made = await making.current;
    if (made.ok) onMade(made.value.id);
    else making.current = undefined;
    return made;
  };
  return <ContactItem contact={contact ?? blank} client={client} save={save} open onToggle={onToggle} />;
}

/** A contact nobody has typed anything of. */
const blankContact = (clientId: string): Contact => ({
  ...newContactFields({ clientId }),
  id: '',
  createdAt: '',
  createdBy: '',
  updatedAt: '',
  updatedBy: '',
  importId: '',
});

/** Whether a patch says anything: a line for a number not typed yet does not. */
const saysAnything = (patch: Partial<Contact>): boolean =>
  Object.entries(patch).some(([field, value]) => {
    if (field === 'phones') return filledPhones(patch.phones ?? []).length > 0;
    if (field === 'emails') return filledEmails(patch.emails ?? []).length > 0;
    return typeof value === 'string' && value.trim() !== '';
  });

interface ItemProps {
  readonly contact: Contact;
  readonly client: Client;
  readonly save: (patch: Partial<Contact>) => Promise<Result<unknown>>;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function ContactItem({ contact, client, save, open, onToggle }: ItemProps) {
  const { clients, common } = useTexts();
  const words = clients.card;
  const draft = useRef(contact.id === '' ? `contact:new:${client.id}` : `contact:${contact.id}`);
  const editor = useEditor<Contact>({
    draft: draft.current,
    record: contact,
    save,
    sets: ['phones', 'emails'],
  });
  const { value } = editor;
  const name = value.name.slice(0, 200) || words.unnamedContact;

  const remove = async () => {
    if (contact.id === '') return onToggle();
    const result = await ask('contacts.remove', { id: contact.id });
    if (!result.ok) return;
    notify(words.contactRemoved(name.slice(0, 60)), {
      action: { label: common.undo, run: () => void ask('contacts.restore', { id: contact.id }) },
    });
  };
  const field = (key: 'name' | 'position' | 'comment') => ({
    value: value[key],
    onChange: (next: string) => editor.set(key, next),
    onFocus: () => editor.focus(key),
    onBlur: () => editor.blur(key),
  });

  return (
    <div className="card-contact">
      <Toolbar label={name} className="card-contact-head">
        <button
          type="button"
          className="bare card-contact-name"
          onClick={onToggle}
          aria-expanded={open}
          title={name}
        >
          <ExpandIcon className="icon-20" />
          <div>
            <div className="small strong ellipsis">{name}</div>
            {value.position !== '' && <div className="caption quiet ellipsis">{value.position}</div>}
          </div>
        </button>
        {value.role !== 'other' && <span className="chip">{clients.roles[value.role]}</span>}
        {!open &&
          value.phones
            .slice(0, 1)
            .map((phone) => (
              <PhoneLink
                key={phone.id}
                phone={phone}
                client={client}
                contactId={contact.id}
                showTime={false}
              />
            ))}
        {open && contact.id !== '' && <HistoryButton collection="contacts" id={contact.id} size="small" />}
        {open && (
          <IconAction label={words.removeContact(name)} onClick={() => void remove()}>
            <CloseIcon className="icon-16" />
          </IconAction>
        )}
      </Toolbar>
      {open && (
        <div className="card-contact-body">
          <CardField
            label={words.contactName}
            {...field('name')}
            maxLength={10_000}
            autoFocus={value.name === ''}
          />
          <CardField label={words.position} {...field('position')} />
          <CardRow label={words.role}>
            <LabelSelect
              label={words.role}
              value={value.role}
              options={contactRoles}
              names={clients.roles}
              onChange={(role) => {
                editor.set('role', role);
                editor.blur('role');
              }}
            />
          </CardRow>
          <CardBirthday
            value={value.birthday}
            onChange={(next) => editor.set('birthday', next)}
            onFocus={() => editor.focus('birthday')}
            onBlur={() => editor.blur('birthday')}
          />
          <PhoneList
            phones={value.phones}
            client={client}
            contactId={contact.id}
            onChange={(phones) => editor.set('phones', phones)}
            onFocus={() => editor.focus('phones')}
            onBlur={() => editor.blur('phones')}
          />
          <EmailList
            emails={value.emails}
            onChange={(emails) => editor.set('emails', emails)}
            onFocus={() => editor.focus('emails')}
            onBlur={() => editor.blur('emails')}
          />
          <CardField label={words.contactComment} {...field('comment')} multiline maxLength={20_000} />
          <div className="card-contact-add">
            <AddButton
              label={words.addPhone}
              onClick={() => editor.set('phones', [...value.phones, newPhone()])}
            />
            <AddButton
              label={words.addEmail}
              onClick={() => editor.set('emails', [...value.emails, newEmail()])}
            />
          </div>
        </div>
      )}
    </div>
  );
}

function AddButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  const { common } = useTexts();
  return (
    <button
      type="button"
      className="bare link small"
      onClick={onClick}
      aria-label={`${common.add}: ${label}`}
    >
      + {label}
    </button>
  );
}
