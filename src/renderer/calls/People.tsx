import type { ClientCard } from '@shared/clients/contract';
import type { Phone } from '@shared/clients/schema';
import { formatPhone } from '@shared/domain/phones/phones';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Chip } from '../ui/Chip';
import { Typography } from '../ui/Typography';

/** One way to reach the client: a number, and whose it is. */
export interface Reach {
  readonly contactId: string;
  readonly name: string;
  readonly number: string;
  readonly text: string;
}

/** Every number of the client and of its people, and people without one. */
export function reachesOf(card: ClientCard, generalWord: string, extWord: string): Reach[] {
  const reach = (contactId: string, name: string, phone: Phone): Reach => ({
    contactId,
    name,
    number: phone.e164 || phone.raw.slice(0, 60),
    text: formatPhone(phone, extWord),
  });
  return [
    ...card.contacts.flatMap((contact) =>
      contact.phones.length > 0
        ? contact.phones.map((phone) => reach(contact.id, contact.name, phone))
        : [{ contactId: contact.id, name: contact.name, number: '', text: '' }],
    ),
    ...card.client.phones.map((phone) => reach('', generalWord, phone)),
  ];
}

interface Props {
  readonly reaches: readonly Reach[];
  readonly contactId: string;
  readonly number: string;
  readonly onPick: (reach: Reach) => void;
}

/** The client's people and numbers, one click each. */
export function People({ reaches, contactId, number, onPick }: Props) {
  const { calls } = useTexts();
  if (reaches.length === 0) return null;
  return (
    <Box>
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary', mb: 0.5 }}>
        {calls.form.whom}
      </Typography>
      <Box
        role="group"
        aria-label={calls.form.whom}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, maxHeight: 138, overflow: 'auto', p: 0.25 }}
      >
        {reaches.map((reach) => {
          const chosen = reach.contactId === contactId && reach.number === number;
          const label = [reach.name, reach.text].filter(Boolean).join(' · ');
          return (
            <Chip
              key={`${reach.contactId} ${reach.number}`}
              label={label}
              title={label}
              aria-pressed={chosen}
              color={chosen ? 'primary' : 'default'}
              variant={chosen ? 'filled' : 'outlined'}
              onClick={() => onPick(reach)}
              sx={{ maxWidth: '100%' }}
            />
          );
        })}
      </Box>
    </Box>
  );
}
