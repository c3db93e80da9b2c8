import type { LineTexts } from '@shared/documents/line-texts';
import { contentOf } from '@shared/documents/line-texts';
import { type DocumentContent, type DocumentType, updStatuses } from '@shared/documents/schema';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { DateField } from '../ui/DateField';
import { TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { ToggleButton, ToggleButtonGroup } from '../ui/Tabs';
import { LinesTable } from './LinesTable';
import { TotalsBlock } from './TotalsBlock';
import type { DocumentDraft } from './use-document-draft';

export interface FieldsProps {
  readonly draft: DocumentDraft;
  readonly lines: readonly LineTexts[];
  readonly newLine: () => LineTexts;
  readonly strict: boolean;
}

/** Changes one field of a draft's content. */
export const setter =
  (draft: DocumentDraft) =>
  <K extends keyof Omit<DocumentContent, 'lines'>>(field: K, value: DocumentContent[K]): void =>
    draft.change((before) => ({ ...before, content: { ...before.content, [field]: value } }));

/** Whether prices are written with VAT or without. */
export function PricesSwitch({ draft }: { readonly draft: DocumentDraft }) {
  const { form } = useTexts().documents;
  const set = setter(draft);
  return (
    <ToggleButtonGroup
      size="small"
      exclusive
      aria-label={form.prices}
      value={draft.texts.content.pricesIncludeVat ? 'with' : 'without'}
      onChange={(_event, value: 'with' | 'without' | null) => {
        if (value) set('pricesIncludeVat', value === 'with');
      }}
      sx={{ '& button': { textTransform: 'none', py: 0.5, whiteSpace: 'nowrap' } }}
    >
      <ToggleButton value="with">{form.pricesWith}</ToggleButton>
      <ToggleButton value="without">{form.pricesWithout}</ToggleButton>
    </ToggleButtonGroup>
  );
}

interface Props extends FieldsProps {
  readonly type: Exclude<DocumentType, 'contract'>;
}

/** Kinds that are in force for a while only. */
const expiring: readonly DocumentType[] = ['invoice', 'offer', 'invoice-contract'];

/** What an invoice and the other papers with lines are written with. */
export function InvoiceFields({ draft, lines, newLine, strict, type }: Props) {
  const { form, contract, posted, upd } = useTexts().documents;
  const note = type === 'invoice' ? form.note : type === 'upd' ? form.noteOfTransfer : form.noteElsewhere;
  const { content } = draft.texts;
  const set = setter(draft);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            sm: 'repeat(2, minmax(0, 1fr))',
            md: `170px ${expiring.includes(type) ? '170px ' : type === 'upd' ? '230px ' : ''}minmax(0, 1fr) auto`,
          },
          gap: 2,
          alignItems: 'start',
        }}
      >
        <DateField
          label={form.date}
          value={content.date}
          onChange={(date) => set('date', date)}
          error={strict && content.date === ''}
          required
        />
        {expiring.includes(type) && (
          <DateField
            label={type === 'invoice' ? form.validUntil : posted.validUntil(type)}
            value={content.validUntil}
            onChange={(date) => set('validUntil', date)}
          />
        )}
        {type === 'upd' && (
          <Select
            label={upd.status}
            value={content.updStatus ?? '1'}
            onChange={(event) => set('updStatus', event.target.value === '1' ? '1' : '2')}
          >
            {updStatuses.map((status) => (
              <MenuItem key={status} value={status}>
                {upd.statuses[status]}
              </MenuItem>
            ))}
          </Select>
        )}
        <TextField
          label={form.basis}
          placeholder={form.basisHint}
          value={content.basis}
          onChange={(event) => set('basis', event.target.value)}
          slotProps={{ htmlInput: { maxLength: 500 } }}
        />
        <PricesSwitch draft={draft} />
      </Box>
      <LinesTable
        label={form.lines}
        lines={lines}
        onChange={(change) => draft.change((before) => ({ ...before, lines: change(lines) }))}
        newLine={newLine}
        date={content.date}
        strict={strict}
        required
      />
      {(type === 'offer' || type === 'invoice-contract') && (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: 2 }}>
          {(['paymentTerms', 'deliveryTerms'] as const).map((field) => (
            <TextField
              key={field}
              label={field === 'paymentTerms' ? contract.paymentTerms : contract.deliveryTerms.supply}
              value={content[field]}
              onChange={(event) => set(field, event.target.value)}
              multiline
              minRows={2}
              maxRows={6}
              slotProps={{ htmlInput: { maxLength: 5000 } }}
            />
          ))}
        </Box>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: { xs: 2, md: 4 },
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(320px, 380px)' },
        }}
      >
        <TextField
          label={note}
          value={content.note}
          onChange={(event) => set('note', event.target.value)}
          multiline
          minRows={3}
          maxRows={6}
          slotProps={{ htmlInput: { maxLength: 5000 } }}
        />
        <TotalsBlock content={contentOf({ content, lines })} />
      </Box>
    </Box>
  );
}
