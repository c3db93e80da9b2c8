import MissingIcon from '@mui/icons-material/PersonOffOutlined';
import type { ClientCard } from '@shared/clients/contract';
import type { Client } from '@shared/clients/schema';
import { isId } from '@shared/lib/ids';
import { useRef } from 'react';
import { CardConflicts } from '../conflicts/CardConflicts';
import { ClientDeals } from '../deals/ClientDeals';
import { type Editor, useEditor } from '../editing/use-editor';
import { CardFiles } from '../files/CardFiles';
import { ask } from '../ipc/client';
import { useLive } from '../ipc/use-live';
import { CardParticipants } from '../participants/CardParticipants';
import { runAction } from '../services/actions';
import { useClientInSight } from '../services/overlays';
import { useTexts } from '../services/texts';
import { Timeline } from '../timeline/Timeline';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { FailureText } from '../ui/FailureText';
import { useKeptScroll } from '../ui/use-kept-scroll';
import { CardAbout } from './CardAbout';
import { CardAddresses } from './CardAddresses';
import { CardBankAccounts } from './CardBankAccounts';
import { CardContacts } from './CardContacts';
import { CardHeader } from './CardHeader';
import { CardRequisites } from './CardRequisites';
import { CardSection } from './CardSection';
import { DuplicateCandidates } from './DuplicateCandidates';
import { EmailList, newEmail } from './EmailList';
import { newPhone, PhoneList } from './PhoneList';
import './card.css';

/** Everything about one client on one screen: who at the left, what happened at the right. */
export function ClientCardScreen({ id }: { readonly id: string }) {
  const { clients } = useTexts();
  // An address that was typed or cut names nobody: there is nothing to ask for.
  const isKnown = isId(id);
  const card = useLive('clients.card', isKnown ? { id } : null);
  if (isKnown && card.value === undefined) return card.error ? <FailureText failure={card.error} /> : null;
  if (!card.value) {
    return (
      <EmptyState
        icon={<MissingIcon />}
        title={clients.card.missing}
        text={clients.card.missingText}
        action={
          <Button variant="contained" onClick={() => runAction('go-clients')}>
            {clients.card.toList}
          </Button>
        }
      />
    );
  }
  return <Card card={card.value} />;
}

function Card({ card }: { readonly card: ClientCard }) {
  const { clients } = useTexts();
  const { id } = card.client;
  const who = useRef<HTMLDivElement>(null);
  useKeptScroll(who);
  useClientInSight(id);
  const editor = useEditor<Client>({
    draft: `client:${id}`,
    record: card.client,
    save: (patch) => ask('clients.change', { id, patch }),
    sets: ['phones', 'emails', 'addresses', 'bankAccounts', 'tags'],
  });
  return (
    <div className="card">
      <CardHeader card={card} editor={editor} />
      <div className="card-columns">
        {/* biome-ignore lint/a11y/useSemanticElements: one of several regions of the screen, named */}
        <div
          ref={who}
          role="region"
          aria-label={clients.card.column}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls must be reached by the keyboard
          tabIndex={0}
          className="card-who"
        >
          {card.conflicts > 0 && <CardConflicts count={card.conflicts} />}
          <DuplicateCandidates found={card.duplicateCandidates} />
          <div className="card-sections">
            <CardReach editor={editor} />
            <ClientDeals clientId={id} />
            <CardContacts client={card.client} contacts={card.contacts} />
            <CardRequisites editor={editor} />
            <CardBankAccounts editor={editor} />
            <CardAddresses editor={editor} />
            <CardAbout editor={editor} />
            <CardFiles clientId={id} />
            <CardParticipants clientId={id} ownerId={card.client.ownerId} />
          </div>
        </div>
        <aside aria-label={clients.card.history} className="card-history">
          <Timeline clientId={id} />
        </aside>
      </div>
    </div>
  );
}

/** How the client is reached: phones, mail, and whether it may be called at all. */
function CardReach({ editor }: { readonly editor: Editor<Client> }) {
  const { clients } = useTexts();
  const words = clients.card;
  const { value } = editor;
  return (
    <CardSection
      title={words.contact}
      add={[
        { label: words.addPhone, run: () => editor.set('phones', [...value.phones, newPhone()]) },
        { label: words.addEmail, run: () => editor.set('emails', [...value.emails, newEmail()]) },
      ]}
    >
      <PhoneList
        phones={value.phones}
        client={value}
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
      <label className="switch small quiet">
        <input
          type="checkbox"
          role="switch"
          aria-checked={value.doNotCall}
          checked={value.doNotCall}
          onChange={(event) => {
            editor.set('doNotCall', event.target.checked);
            editor.blur('doNotCall');
          }}
        />
        {words.doNotCall}
      </label>
    </CardSection>
  );
}
