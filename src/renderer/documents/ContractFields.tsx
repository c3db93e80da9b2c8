import type { Client } from '@shared/clients/schema';
import { contractKindOf } from '@shared/documents/contract-kind';
import { defaultTerms } from '@shared/documents/contract-terms';
import { contentOf } from '@shared/documents/line-texts';
import { contractKinds } from '@shared/documents/schema';
import type { Organization } from '@shared/organizations/schema';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Checkbox } from '../ui/Checkbox';
import { DateField } from '../ui/DateField';
import { TextField } from '../ui/Field';
import { FormControlLabel } from '../ui/FormControlLabel';
import { ToggleButton, ToggleButtonGroup } from '../ui/Tabs';
import { Typography } from '../ui/Typography';
import { type FieldsProps, PricesSwitch, setter } from './InvoiceFields';
import { LinesTable } from './LinesTable';
import { PreamblePanel } from './PreamblePanel';
import { TotalsBlock } from './TotalsBlock';

interface Props extends FieldsProps {
  readonly organization: Organization;
  readonly client: Client;
}

/** What a contract is written with: the sides, the terms, and a specification if there is one. */
export function ContractFields({ draft, lines, newLine, strict, organization, client }: Props) {
  const { form, contract, passport, passportHint } = useTexts().documents;
  const { content } = draft.texts;
  const set = setter(draft);
  const whole = contentOf({ content, lines });
  const usual = defaultTerms(contractKindOf(content.contractKind, client.kind));
  const text = (field: 'subject' | 'paymentTerms' | 'deliveryTerms', label: string, hint: string) => (
    <TextField
      label={label}
      value={content[field]}
      placeholder={hint}
      onChange={(event) => set(field, event.target.value)}
      multiline
      minRows={field === 'subject' ? 1 : 3}
      maxRows={10}
      slotProps={{
        inputLabel: { shrink: true },
        htmlInput: { maxLength: field === 'subject' ? 10_000 : 5000 },
      }}
    />
  );
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'auto 180px minmax(160px, 1fr) 180px',
          gap: 2,
          alignItems: 'start',
        }}
      >
        <ToggleButtonGroup
          size="small"
          exclusive
          aria-label={contract.kind}
          value={content.contractKind}
          onChange={(_event, kind: (typeof contractKinds)[number] | null) => {
            if (kind) set('contractKind', kind);
          }}
          sx={{ '& button': { textTransform: 'none', px: 2 } }}
        >
          {contractKinds.map((kind) => (
            <ToggleButton key={kind} value={kind}>
              {contract.kinds[kind]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <DateField
          label={form.date}
          value={content.date}
          onChange={(date) => set('date', date)}
          error={strict && content.date === ''}
          required
        />
        <TextField
          label={contract.city}
          value={content.city}
          placeholder={organization.city}
          onChange={(event) => set('city', event.target.value)}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 120 } }}
        />
        <DateField
          label={form.contractUntil}
          value={content.validUntil}
          onChange={(date) => set('validUntil', date)}
        />
      </Box>
      {client.kind === 'person' && (
        <TextField
          label={passport}
          value={content.passport ?? ''}
          placeholder={passportHint}
          onChange={(event) => set('passport', event.target.value)}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 500, autoComplete: 'off' } }}
        />
      )}
      <PreamblePanel draft={draft} organization={organization} client={client} />
      {text('subject', contract.subject, contract.subjectHint)}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: 2 }}>
        {text('paymentTerms', contract.paymentTerms, usual.paymentTerms)}
        {text('deliveryTerms', contract.deliveryTerms[content.contractKind], usual.deliveryTerms)}
      </Box>
      <FormControlLabel
        control={<Checkbox checked={content.autoRenew} onChange={(_event, on) => set('autoRenew', on)} />}
        label={contract.autoRenew}
      />
      <Box component="section" aria-label={form.specification}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mb: 1 }}>
          <Typography variant="h3">{form.specification}</Typography>
          <Typography variant="caption" sx={{ color: 'text.secondary', flex: 1 }}>
            {form.specificationHint}
          </Typography>
          <PricesSwitch draft={draft} />
        </Box>
        <LinesTable
          label={form.specification}
          lines={lines}
          onChange={(change) => draft.change((before) => ({ ...before, lines: change(lines) }))}
          newLine={newLine}
          date={content.date}
          strict={strict}
        />
        {whole.lines.length > 0 && (
          <Box sx={{ maxWidth: 380, ml: 'auto' }}>
            <TotalsBlock content={whole} />
          </Box>
        )}
      </Box>
    </Box>
  );
}
