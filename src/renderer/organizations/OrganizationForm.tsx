import { clientKinds, genders, type Signatory } from '@shared/clients/schema';
import { genitiveName, genitivePosition } from '@shared/domain/declension';
import {
  checkRequisites,
  legalForms,
  normalizeDigits,
  type RequisiteField,
  splitInnKpp,
} from '@shared/domain/requisites/requisites';
import { ratesOn } from '@shared/domain/vat/vat';
import { localDate } from '@shared/lib/dates';
import {
  invoiceDaysOf,
  type OrganizationTexts,
  organizationPatch,
  organizationTexts,
  withSplitName,
} from '@shared/organizations/form';
import { type Organization, taxSystems } from '@shared/organizations/schema';
import { type ReactNode, useRef, useState } from 'react';
import { useDraft } from '../drafts/use-draft';
import { useCommand } from '../ipc/use-command';
import { useLive } from '../ipc/use-live';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Autocomplete } from '../ui/Autocomplete';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { nowIso, systemZone } from '../ui/clock';
import { FailureText } from '../ui/FailureText';
import { TextField } from '../ui/Field';
import { useFirstError } from '../ui/first-error';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { Typography } from '../ui/Typography';
import { OrganizationView } from './OrganizationView';
import { useBank } from './use-bank';
import { useMayEditOrganization } from './use-may-edit';

/** What was typed into a requisite; an ИНН pasted with its КПП fills both. */
function typedIn(field: RequisiteField, text: string): Partial<OrganizationTexts> {
  const both = field === 'inn' ? splitInnKpp(text) : null;
  if (!both) return { [field]: text.slice(0, 40) };
  return both.kpp === '' ? { inn: both.inn } : { ...both };
}

interface Props {
  /** Told after the requisites were saved. */
  readonly onSaved?: () => void;
  /** «Сохранить» when absent. */
  readonly submitLabel?: string;
}

/**
 * «Моя организация»: everything our documents print of us. Shown once what is known of it has been read; to be read
 * only by whoever may not change it.
 */
export function OrganizationForm(props: Props) {
  const own = useLive('organizations.own', {});
  const mayEdit = useMayEditOrganization();
  if (own.value === undefined) return null;
  return mayEdit ? <Fields {...props} known={own.value} /> : <OrganizationView known={own.value} />;
}

function Fields({ known, onSaved, submitLabel }: Props & { readonly known: Organization | null }) {
  const { documents, clients } = useTexts();
  const words = documents.organization;
  const [start] = useState(() => organizationTexts(known));
  const { value, set, clear } = useDraft<OrganizationTexts>('organization', start);
  const save = useCommand('organizations.save');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const mistakes = useFirstError(form);
  const put = (change: Partial<OrganizationTexts>) => set((before) => ({ ...before, ...change }));

  const bankHint = useBank(value.bik, value.bankName !== '' || value.bik === '', (bank) =>
    put({
      bankName: bank ? words.bankFound(bank.name, bank.city) : '',
      corrAccount: bank?.corrAccount ?? '',
    }),
  );
  const remarks = new Map(
    checkRequisites(value).map(({ field, issue }) => [field, clients.remarks[issue.code](issue)]),
  );
  const nameMissing = tried && value.name.trim() === '';
  const daysWrong = invoiceDaysOf(value.invoiceDays) === null;

  const submit = async () => {
    setTried(true);
    const texts = withSplitName(value);
    if (texts.name.trim() === '' || daysWrong) return mistakes.goTo();
    if (!(await save.run({ patch: organizationPatch(texts, known) }))) return;
    clear();
    notify(words.saved);
    onSaved?.();
  };

  const text = (field: TextKey, label: string, more: { hint?: string; maxLength?: number } = {}) => (
    <TextField
      label={label}
      value={value[field]}
      name={field}
      onChange={(event) => put({ [field]: event.target.value })}
      helperText={more.hint}
      slotProps={{ htmlInput: { maxLength: more.maxLength ?? 300, autoComplete: 'off' } }}
    />
  );
  /** A requisite with its remark: a warning that never keeps one from saving. */
  const digits = (field: RequisiteField, label: string, hint = '') => (
    <TextField
      label={label}
      value={value[field]}
      onChange={(event) => put(typedIn(field, event.target.value))}
      onBlur={() => put({ [field]: normalizeDigits(value[field]) })}
      helperText={remarks.get(field) ?? hint}
      slotProps={{
        htmlInput: { maxLength: 80, autoComplete: 'off', inputMode: 'numeric' },
        formHelperText: { sx: { color: remarks.has(field) ? 'warning.main' : 'text.secondary' } },
      }}
    />
  );
  const today = localDate(nowIso(), systemZone());
  const rates = ['', ...new Set([...ratesOn(today).map(({ code }) => code as string), value.vatRate])];

  return (
    <Box
      component="form"
      ref={form}
      aria-label={words.title}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.stopPropagation();
          void submit();
        }
      }}
      sx={{ display: 'flex', flexDirection: 'column', gap: 2.5 }}
    >
      <Group title={words.names} columns="repeat(6, minmax(0, 1fr))">
        <Span of={2}>
          <Select
            label={words.kind}
            value={value.kind}
            onChange={(event) => put({ kind: event.target.value as Organization['kind'] })}
          >
            {clientKinds.map((kind) => (
              <MenuItem key={kind} value={kind}>
                {clients.kinds[kind]}
              </MenuItem>
            ))}
          </Select>
        </Span>
        {value.kind === 'company' && (
          <Span of={1}>
            <Autocomplete
              freeSolo
              disableClearable
              options={legalForms.filter(({ kind }) => kind === 'company').map(({ code }) => code as string)}
              inputValue={value.legalForm}
              value={value.legalForm}
              onInputChange={(_event, legalForm) => put({ legalForm })}
              renderInput={(params) => <TextField {...params} label={words.legalForm} />}
            />
          </Span>
        )}
        <Span of={value.kind === 'company' ? 3 : 4}>
          <TextField
            label={value.kind === 'company' ? words.name : words.personName}
            name="name"
            value={value.name}
            required
            onChange={(event) => put({ name: event.target.value })}
            onBlur={() => set(withSplitName)}
            error={nameMissing}
            helperText={nameMissing ? words.nameNeeded : value.kind === 'company' ? words.nameHint : ''}
            slotProps={{
              htmlInput: { maxLength: 1000, autoComplete: 'off' },
              inputLabel: { required: false },
            }}
          />
        </Span>
        <Span of={6}>{text('fullName', words.fullName, { hint: words.fullNameHint, maxLength: 2000 })}</Span>
        <Span of={2}>{digits('inn', words.inn)}</Span>
        {value.kind === 'company' && <Span of={2}>{digits('kpp', words.kpp)}</Span>}
        {value.kind !== 'person' && (
          <Span of={2}>{digits('ogrn', value.kind === 'company' ? words.ogrn : words.ogrnip)}</Span>
        )}
        <Span of={1}>{text('postalCode', words.postalCode, { maxLength: 12 })}</Span>
        <Span of={5}>{text('address', words.address, { maxLength: 1000 })}</Span>
        <Span of={2}>{text('phone', words.phone, { maxLength: 120 })}</Span>
        <Span of={2}>{text('email', words.email, { maxLength: 254 })}</Span>
        <Span of={2}>{text('city', words.city, { maxLength: 120 })}</Span>
      </Group>
      <Group title={words.bank} columns="repeat(6, minmax(0, 1fr))">
        <Span of={2}>{digits('bik', words.bik, bankHint)}</Span>
        <Span of={4}>{text('bankName', words.bankName)}</Span>
        <Span of={3}>{digits('account', words.account)}</Span>
        <Span of={3}>{digits('corrAccount', words.corrAccount)}</Span>
      </Group>
      <SignatoryGroup value={value.signatory} onChange={(signatory) => put({ signatory })}>
        {text('accountant', words.accountant)}
      </SignatoryGroup>
      <Group title={words.taxes} columns="repeat(3, minmax(0, 1fr))">
        <Select
          label={words.taxSystem}
          value={value.taxSystem}
          onChange={(event) =>
            // The old system's rate would be wrong in the new one.
            put({ taxSystem: event.target.value as Organization['taxSystem'], vatRate: '' })
          }
        >
          {taxSystems.map((system) => (
            <MenuItem key={system} value={system}>
              {words.taxSystems[system]}
            </MenuItem>
          ))}
        </Select>
        <Select
          label={words.vatRate}
          value={value.vatRate}
          onChange={(event) => put({ vatRate: event.target.value })}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        >
          {rates.map((rate) => (
            <MenuItem key={rate} value={rate}>
              {rate === '' ? words.vatAuto : documents.vat(rate)}
            </MenuItem>
          ))}
        </Select>
        <TextField
          label={words.invoiceDays}
          value={value.invoiceDays}
          onChange={(event) => put({ invoiceDays: event.target.value })}
          error={daysWrong}
          helperText={daysWrong ? words.invoiceDaysWrong : words.invoiceDaysHint}
          slotProps={{ htmlInput: { maxLength: 3, inputMode: 'numeric', autoComplete: 'off' } }}
        />
      </Group>
      <FailureText failure={save.error} />
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: 2 }}>
        <Typography role="alert" variant="body2" sx={{ color: 'error.main' }}>
          {mistakes.said}
        </Typography>
        <Button type="submit" variant="contained" disabled={save.busy} title="Ctrl+Enter">
          {submitLabel ?? words.save}
        </Button>
      </Box>
    </Box>
  );
}

type TextKey = {
  [K in keyof OrganizationTexts]: OrganizationTexts[K] extends string ? K : never;
}[keyof OrganizationTexts];

function Group(props: { readonly title: string; readonly columns: string; readonly children: ReactNode }) {
  return (
    <Box component="section" aria-label={props.title}>
      <Typography variant="h3" sx={{ mb: 1.5 }}>
        {props.title}
      </Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: props.columns, gap: 1.5, alignItems: 'start' }}>
        {props.children}
      </Box>
    </Box>
  );
}

function Span({ of, children }: { readonly of: number; readonly children: ReactNode }) {
  return <Box sx={{ gridColumn: `span ${of}`, minWidth: 0 }}>{children}</Box>;
}

interface SignatoryProps {
  readonly value: Signatory;
  readonly onChange: (value: Signatory) => void;
  readonly children: ReactNode;
}

/** Who signs, with the genitive a contract needs: composed, and kept once it was corrected. */
function SignatoryGroup({ value, onChange, children }: SignatoryProps) {
  const words = useTexts().documents.organization;
  const { contract } = useTexts().documents;
  const computed = {
    positionGenitive: genitivePosition(value.position).text,
    fullNameGenitive: genitiveName(value.fullName, { gender: value.gender }).text,
  };
  const plain = (field: 'position' | 'fullName' | 'basis', label: string, hint = '') => (
    <TextField
      label={label}
      value={value[field]}
      placeholder={hint}
      onChange={(event) =>
        onChange({
          ...value,
          [field]: event.target.value,
          ...(field === 'position' ? { positionGenitive: '' } : {}),
          ...(field === 'fullName' ? { fullNameGenitive: '' } : {}),
        })
      }
      slotProps={{ htmlInput: { maxLength: 300, autoComplete: 'off' } }}
    />
  );
  const genitive = (field: 'positionGenitive' | 'fullNameGenitive', label: string) => (
    <TextField
      label={label}
      value={value[field] || computed[field]}
      onChange={(event) => onChange({ ...value, [field]: event.target.value })}
      slotProps={{ htmlInput: { maxLength: 300, autoComplete: 'off' } }}
    />
  );
  return (
    <Group title={words.signatory} columns="repeat(2, minmax(0, 1fr))">
      {plain('position', words.position)}
      {plain('fullName', words.signatoryName)}
      {genitive('positionGenitive', words.positionGenitive)}
      {genitive('fullNameGenitive', words.nameGenitive)}
      {plain('basis', words.basis, words.basisHint)}
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 2fr', gap: 1.5 }}>
        <Select
          label={words.gender}
          value={value.gender}
          onChange={(event) => onChange({ ...value, gender: event.target.value as Signatory['gender'] })}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        >
          {genders.map((gender) => (
            <MenuItem key={gender} value={gender}>
              {contract.genders[gender]}
            </MenuItem>
          ))}
        </Select>
        {children}
      </Box>
    </Group>
  );
}
