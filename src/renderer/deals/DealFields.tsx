import type { DealCard } from '@shared/deals/contract';
import { type Currency, currencies, type Deal, STAGE_PROBABILITY } from '@shared/deals/schema';
import { typedAmount } from '@shared/deals/typed-amount';
import { isIsoDate } from '@shared/lib/dates';
import { formatMoney } from '@shared/lib/money';
import type { Patch } from '@shared/lib/schema';
import { useId, useState } from 'react';
import { CardSection } from '../clients/CardSection';
import { ClientPicker } from '../clients/ClientPicker';
import { ask } from '../ipc/client';
import { useLive } from '../ipc/use-live';
import { notify } from '../services/notices';
import { openRecord } from '../services/records';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { DateField } from '../ui/DateField';
import { TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';

/** What a deal is: each field is saved when it is left. */
export function DealFields({ deal }: { readonly deal: DealCard }) {
  const { deals, errors } = useTexts();
  const words = deals.fields;
  const locale = useLanguage();
  const sourcesId = useId();
  const users = useLive('users.list', {}).value ?? [];
  const client = useLive('clients.card', deal.clientId === '' ? null : { id: deal.clientId }).value;
  const save = async (patch: Patch<Deal>) => {
    const result = await ask('deals.change', { id: deal.id, patch });
    if (!result.ok) notify(errors[result.error.code](result.error.data), { tone: 'error' });
  };
  const counted = !deal.amountByHand && deal.lines.length > 0;
  const sum =
    deal.amount === 0 ? '' : formatMoney(deal.amount, { currency: '', locale, kopecks: 'hide-zero' });
  const percent = deal.probability === STAGE_PROBABILITY ? '' : String(deal.probability);
  return (
    <CardSection title={deals.page.about}>
      <Box sx={{ display: 'grid', gap: 2, pt: 1 }}>
        <Left label={words.title} value={deal.title} onLeave={(title) => void save({ title })} max={500} />
        <ClientPicker
          value={deal.clientGone ? '' : deal.clientId}
          onChange={(clientId) => void save({ clientId, contactIds: [] })}
        />
        {deal.clientId !== '' && !deal.clientGone && (
          <button
            type="button"
            className="bare link deal-client"
            onClick={() => openRecord('clients', deal.clientId)}
          >
            {deal.row.clientName}
          </button>
        )}
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1fr 110px' }}>
          <Left
            label={words.amount}
            value={sum}
            disabled={counted}
            onLeave={(typed) => {
              const given = typedAmount(typed);
              if ('issue' in given) notify(deals.issues[given.issue], { tone: 'error' });
              else void save({ amount: given.amount, amountByHand: true });
            }}
            max={40}
            {...(counted ? { hint: words.amountByLines } : {})}
          />
          <Select
            label={words.currency}
            value={deal.currency}
            onChange={(event) => void save({ currency: event.target.value as Currency })}
          >
            {currencies.map((one) => (
              <MenuItem key={one} value={one}>
                {one}
              </MenuItem>
            ))}
          </Select>
        </Box>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1fr 1fr' }}>
          <DateField
            label={words.expectedClose}
            value={deal.expectedClose}
            onChange={(day) => {
              if (day === '' || isIsoDate(day)) void save({ expectedClose: day });
            }}
          />
          <Left
            label={words.probability}
            value={percent}
            onLeave={(typed) => {
              const probability = typed.trim() === '' ? STAGE_PROBABILITY : Number(typed.replace('%', ''));
              if (!Number.isInteger(probability) || probability > 100 || probability < STAGE_PROBABILITY) {
                notify(deals.issues.probability, { tone: 'error' });
              } else void save({ probability });
            }}
            max={4}
            hint={words.probabilityHint(deal.row.probability)}
          />
        </Box>
        {users.length > 1 && (
          <Select
            label={words.owner}
            value={users.some(({ id }) => id === deal.ownerId) ? deal.ownerId : ''}
            onChange={(event) => void save({ ownerId: event.target.value })}
          >
            {users.map(({ id, name, login }) => (
              <MenuItem key={id} value={id}>
                {name || login}
              </MenuItem>
            ))}
          </Select>
        )}
        {users.length > 1 && (
          <Several
            label={words.participants}
            value={deal.participantIds}
            options={users.map(({ id, name, login }) => ({ id, name: name || login }))}
            onChange={(participantIds) => void save({ participantIds })}
          />
        )}
        {(client?.contacts.length ?? 0) > 0 && (
          <Several
            label={words.contactIds}
            value={deal.contactIds}
            options={client?.contacts ?? []}
            onChange={(contactIds) => void save({ contactIds })}
          />
        )}
        <Left
          label={words.source}
          value={deal.source}
          onLeave={(source) => void save({ source })}
          max={120}
          list={sourcesId}
        />
        <datalist id={sourcesId}>
          {deals.sources.map((source) => (
            <option key={source} value={source} />
          ))}
        </datalist>
        <Left
          label={words.competitor}
          value={deal.competitor}
          onLeave={(competitor) => void save({ competitor })}
          max={300}
        />
        <Left
          label={words.tags}
          value={deal.tags.join(', ')}
          onLeave={(typed) =>
            void save({
              tags: [...new Set(typed.split(',').map((tag) => tag.trim().slice(0, 60)))].filter(Boolean),
            })
          }
          max={2000}
        />
        <Left
          label={words.about}
          value={deal.about}
          onLeave={(about) => void save({ about })}
          max={100_000}
          multiline
        />
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {words.createdBy(deal.createdByName, formatInstant(deal.createdAt, locale))}
        </Typography>
      </Box>
    </CardSection>
  );
}

interface LeftProps {
  readonly label: string;
  readonly value: string;
  readonly onLeave: (value: string) => void;
  readonly max: number;
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly multiline?: boolean;
  readonly list?: string;
}

/** A field saved when it is left; what comes from elsewhere meanwhile does not overwrite what is being typed. */
function Left({ label, value, onLeave, max, hint, disabled = false, multiline = false, list }: LeftProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <TextField
      label={label}
      value={typed ?? value}
      disabled={disabled}
      multiline={multiline}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        setTyped(undefined);
        if (typed !== undefined && typed !== value) onLeave(typed);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setTyped(undefined);
        if (event.key === 'Enter' && !multiline && event.target instanceof HTMLElement) event.target.blur();
      }}
      helperText={hint}
      slotProps={{ htmlInput: { maxLength: max, autoComplete: 'off', ...(list ? { list } : {}) } }}
    />
  );
}

interface SeveralProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly onChange: (ids: string[]) => void;
}

function Several({ label, value, options, onChange }: SeveralProps) {
  return (
    <Select
      label={label}
      value={value.filter((id) => options.some((one) => one.id === id))}
      onChange={(event) => onChange(event.target.value as unknown as string[])}
      slotProps={{ select: { multiple: true } }}
    >
      {options.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </Select>
  );
}
