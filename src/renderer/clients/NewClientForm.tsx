import { readName } from '@shared/clients/rules';
import { type Client, type ClientKind, clientKinds } from '@shared/clients/schema';
import { parsePhones } from '@shared/domain/phones/phones';
import { checkInn, splitInnKpp } from '@shared/domain/requisites/requisites';
import type { Patch } from '@shared/lib/schema';
import type { FormEvent } from 'react';
import { useDraft } from '../drafts/use-draft';
import { useCommand } from '../ipc/use-command';
import { useLive } from '../ipc/use-live';
import { openRecord } from '../services/records';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { TextField } from '../ui/Field';
import { FormDialog } from '../ui/FormDialog';
import { ToggleButton, ToggleButtonGroup } from '../ui/Tabs';
import { Typography } from '../ui/Typography';
import { Remark } from './CardField';
import { useRemark } from './CardRequisites';
import { DuplicateCandidates } from './DuplicateCandidates';
import { isEmail } from './EmailList';
import { issueText } from './PhoneList';

interface Typed {
  readonly name: string;
  /** '' while the name itself tells. */
  readonly kind: ClientKind | '';
  readonly inn: string;
  /** What was pasted together with the ИНН; absent in drafts of former versions. */
  readonly kpp?: string;
  readonly phone: string;
  readonly email: string;
  readonly city: string;
}

const nothing: Typed = { name: '', kind: '', inn: '', kpp: '', phone: '', email: '', city: '' };

/** The first few facts of a new client; everything else is filled in on the card, which opens next. */
export function NewClientForm({ onClose }: { readonly onClose: () => void }) {
  const { clients } = useTexts();
  const words = clients.form;
  const draft = useDraft<Typed>('new-client', nothing);
  const create = useCommand('clients.create');
  const remark = useRemark();
  const { value } = draft;
  const alike = useLive('clients.duplicateCandidates', {
    id: '',
    name: value.name,
    inn: value.inn.slice(0, 20),
    kpp: value.kpp ?? '',
    phones: parsePhones(value.phone)
      .slice(0, 10)
      .map(({ e164, raw }) => (e164 || raw).slice(0, 120)),
    emails: isEmail(value.email) ? [value.email.trim()].filter(Boolean) : [],
  });
  const set = (field: keyof Typed) => (next: string) => draft.set((before) => ({ ...before, [field]: next }));
  /** An ИНН pasted with its КПП fills both. */
  const setInn = (next: string) => {
    const both = splitInnKpp(next);
    draft.set((before) => ({
      ...before,
      inn: both?.inn ?? next.slice(0, 20),
      // A КПП belongs to its ИНН: with the field emptied it goes too.
      kpp: both ? both.kpp : next.trim() === '' ? '' : (before.kpp ?? ''),
    }));
  };

  const kind = kindOf(value);
  const filled = [value.name, value.inn, value.phone, value.email].some((text) => text.trim() !== '');
  const submit = async () => {
    if (!filled || create.busy) return;
    const made = await create.run({ patch: patchOf(value, kind) });
    if (!made) return;
    draft.set(nothing);
    draft.clear();
    onClose();
    openRecord('clients', made.id);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };

  const innRemark = remark(checkInn(value.inn, kind), set('inn'));
  const phoneIssue = phoneIssueOf(value.phone);
  return (
    <FormDialog
      title={words.title}
      onClose={onClose}
      onSubmit={() => void submit()}
      submitLabel={words.save}
      busy={create.busy}
      incomplete={!filled}
      failure={create.error}
      extra={
        draft.restored && filled ? (
          <>
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {words.restored}
            </Typography>
            <Button
              size="small"
              onClick={() => {
                draft.set(nothing);
                draft.clear();
              }}
            >
              {words.forget}
            </Button>
          </>
        ) : undefined
      }
    >
      <Box
        component="form"
        onSubmit={onSubmit}
        sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 0.5 }}
      >
        <TextField
          label={words.name}
          placeholder={words.nameHint}
          value={value.name}
          onChange={(event) => set('name')(event.target.value)}
          autoFocus
          slotProps={{ htmlInput: { maxLength: 10_000, dir: 'auto' } }}
        />
        <ToggleButtonGroup
          exclusive
          size="small"
          value={kind}
          aria-label={words.kind}
          onChange={(_event, next: ClientKind | null) => {
            if (next) set('kind')(next);
          }}
        >
          {clientKinds.map((one) => (
            <ToggleButton key={one} value={one} sx={{ flex: 1, py: 0.5 }}>
              {clients.kinds[one]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
          <TextField
            label={words.inn}
            value={value.inn}
            onChange={(event) => setInn(event.target.value)}
            helperText={
              innRemark ? (
                <Remark remark={innRemark} />
              ) : value.kpp ? (
                clients.form.withKpp(value.kpp)
              ) : undefined
            }
            slotProps={{ htmlInput: { maxLength: 80, inputMode: 'numeric' }, formHelperText: helper }}
          />
          <TextField
            label={words.city}
            value={value.city}
            onChange={(event) => set('city')(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 120 } }}
          />
          <TextField
            label={words.phone}
            value={value.phone}
            onChange={(event) => set('phone')(event.target.value)}
            helperText={phoneIssue && <Remark remark={{ text: issueText(phoneIssue, words) }} />}
            slotProps={{ htmlInput: { maxLength: 500, inputMode: 'tel' }, formHelperText: helper }}
          />
          <TextField
            label={words.email}
            value={value.email}
            onChange={(event) => set('email')(event.target.value)}
            helperText={!isEmail(value.email) && <Remark remark={{ text: words.emailWrong }} />}
            slotProps={{ htmlInput: { maxLength: 254, inputMode: 'email' }, formHelperText: helper }}
          />
        </Box>
        <DuplicateCandidates found={alike.value ?? []} onOpen={onClose} />
        {/* Enter in any field sends the form. */}
        <button type="submit" hidden />
      </Box>
    </FormDialog>
  );
}

/** A remark has its own block inside the helper. */
const helper = { component: 'div', sx: { mx: 0 } } as const;

function kindOf({ kind, name, inn }: Typed): ClientKind {
  if (kind !== '') return kind;
  const read = readName(name).kind;
  if (read) return read;
  return inn.replace(/\D/g, '').length === 12 ? 'entrepreneur' : 'company';
}

function phoneIssueOf(text: string): '' | 'local' | 'damaged' | 'invalid' {
  if (text.trim().length < 5) return '';
  const parsed = parsePhones(text);
  if (parsed.length === 0) return 'invalid';
  return parsed.find(({ issue }) => issue !== '')?.issue ?? '';
}

function patchOf(typed: Typed, kind: ClientKind): Patch<Client> {
  const phones = parsePhones(typed.phone).map(({ raw, e164, ext, label }) => ({
    id: crypto.randomUUID(),
    raw: raw.slice(0, 120),
    e164,
    ext,
    label,
  }));
  const unread = typed.phone.trim();
  if (phones.length === 0 && unread !== '') {
    phones.push({ id: crypto.randomUUID(), raw: unread.slice(0, 120), e164: '', ext: '', label: 'other' });
  }
  const email = typed.email.trim();
  return {
    name: typed.name,
    kind,
    inn: typed.inn,
    kpp: typed.kpp ?? '',
    city: typed.city,
    phones,
    emails: email === '' ? [] : [{ id: crypto.randomUUID(), value: email, label: 'work' }],
  };
}
