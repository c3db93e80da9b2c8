import CheckIcon from '@mui/icons-material/Check';
import EditIcon from '@mui/icons-material/EditOutlined';
import RestoreIcon from '@mui/icons-material/Restore';
import { type Client, genders, type Signatory } from '@shared/clients/schema';
import { contractKindOf } from '@shared/documents/contract-kind';
import { partyOf } from '@shared/documents/party';
import { buildPreamble, type PreambleDoubt } from '@shared/documents/preamble';
import type { Party } from '@shared/documents/snapshot';
import { genitiveName, genitivePosition } from '@shared/domain/declension';
import type { Organization } from '@shared/organizations/schema';
import { type ReactNode, useEffect, useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { InputAdornment, TextField } from '../ui/Field';
import { IconButton } from '../ui/IconButton';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { Typography } from '../ui/Typography';
import { setter } from './InvoiceFields';
import type { DocumentDraft } from './use-document-draft';

interface Props {
  readonly draft: DocumentDraft;
  readonly organization: Organization;
  readonly client: Client;
}

/**
 * Who the sides are and who acts for them: composed, with what it is not sure of marked, and correctable — a form of
 * a name for good (it is kept with the person), or the whole text for this contract.
 */
export function PreamblePanel({ draft, organization, client }: Props) {
  const { contract } = useTexts().documents;
  const { content } = draft.texts;
  const set = setter(draft);
  const saveOwn = useCommand('organizations.save');
  const saveClient = useCommand('clients.change');
  const own = partyOf(organization);
  const other = partyOf(client);
  const composed = buildPreamble(own, other, contractKindOf(content.contractKind, other.kind));
  const edited = content.preamble !== '';
  const sides = [
    {
      name: contract.us,
      party: own,
      doubts: composed.doubts.supplier,
      save: (signatory: Signatory) => void saveOwn.run({ patch: { signatory } }),
    },
    {
      name: contract.them,
      party: other,
      doubts: composed.doubts.customer,
      save: (signatory: Signatory) => void saveClient.run({ id: client.id, patch: { signatory } }),
    },
  ];
  return (
    <Box component="section" aria-label={contract.preamble}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mb: 1 }}>
        <Typography variant="h3">{contract.preamble}</Typography>
        {edited && (
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            {contract.edited}
          </Typography>
        )}
        <Box sx={{ flex: 1 }} />
        {edited ? (
          <Button size="small" startIcon={<RestoreIcon />} onClick={() => set('preamble', '')}>
            {contract.restore}
          </Button>
        ) : (
          <Button size="small" startIcon={<EditIcon />} onClick={() => set('preamble', composed.text)}>
            {contract.edit}
          </Button>
        )}
      </Box>
      {edited ? (
        <TextField
          label={contract.preambleText}
          value={content.preamble}
          onChange={(event) => set('preamble', event.target.value || ' ')}
          multiline
          minRows={4}
          lang="ru"
          slotProps={{ htmlInput: { maxLength: 10_000 } }}
        />
      ) : (
        <Typography
          variant="body2"
          lang="ru"
          data-preamble
          sx={{
            p: 1.5,
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
            overflowWrap: 'anywhere',
            '& mark': { bgcolor: 'warning.main', color: 'warning.contrastText', px: 0.5, borderRadius: 0.5 },
          }}
        >
          {marked(composed.text, [
            ...uncertainWords(own, composed.doubts.supplier),
            ...uncertainWords(other, composed.doubts.customer),
          ])}
        </Typography>
      )}
      {!edited &&
        sides.map(
          ({ name, doubts }) =>
            doubts.length > 0 && (
              <Alert key={name} severity="warning" sx={{ mt: 1 }}>
                {contract.doubtsOf(name, doubts.map((doubt) => contract.doubts[doubt]).join('; '))}
              </Alert>
            ),
        )}
      {!edited && (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: 3, mt: 2 }}>
          {sides.map(({ name, party, doubts, save }) => (
            <SignatoryFields key={name} side={name} party={party} doubts={doubts} onSave={save} />
          ))}
          <Typography variant="caption" sx={{ gridColumn: '1 / -1', color: 'text.secondary', mt: -2 }}>
            {contract.kept}
          </Typography>
        </Box>
      )}
      <FailureText failure={saveOwn.error ?? saveClient.error} />
    </Box>
  );
}

interface SideProps {
  readonly side: string;
  readonly party: Party;
  readonly doubts: readonly PreambleDoubt[];
  readonly onSave: (signatory: Signatory) => void;
}

/** Who signs for one side; leaving a field keeps it with the person. */
function SignatoryFields({ side, party, doubts, onSave }: SideProps) {
  const { contract } = useTexts().documents;
  const stored = party.signatory;
  const [form, setForm] = useState<Signatory>(stored);
  const storedKey = JSON.stringify(stored);
  useEffect(() => setForm(JSON.parse(storedKey) as Signatory), [storedKey]);

  const computed = {
    positionGenitive: genitivePosition(form.position).text,
    fullNameGenitive: genitiveName(form.fullName, { gender: form.gender }).text,
  };
  const keep = (next: Signatory) => {
    if (JSON.stringify(next) !== storedKey) onSave(next);
  };
  const genitive = (field: 'positionGenitive' | 'fullNameGenitive', label: string, doubt: PreambleDoubt) => (
    <TextField
      label={label}
      value={form[field] || computed[field]}
      lang="ru"
      onChange={(event) => setForm({ ...form, [field]: event.target.value })}
      onBlur={() => {
        // What the program itself would print is no correction, unless it was not sure of it.
        const same = form[field] === computed[field] && !doubts.includes(doubt);
        keep({ ...form, [field]: same ? '' : form[field] });
      }}
      color={doubts.includes(doubt) ? 'warning' : 'primary'}
      focused={doubts.includes(doubt) ? true : undefined}
      slotProps={{
        htmlInput: { maxLength: 300 },
        input: doubts.includes(doubt)
          ? {
              endAdornment: (
                <InputAdornment position="end">
                  <IconButton
                    size="small"
                    edge="end"
                    aria-label={`${contract.confirm}: ${label}`}
                    title={contract.confirm}
                    onClick={() => keep({ ...form, [field]: form[field] || computed[field] })}
                  >
                    <CheckIcon fontSize="small" />
                  </IconButton>
                </InputAdornment>
              ),
            }
          : {},
      }}
    />
  );
  const plain = (field: 'position' | 'fullName' | 'basis', label: string, placeholder = '') => (
    <TextField
      label={label}
      value={form[field]}
      lang="ru"
      placeholder={placeholder}
      onChange={(event) => setForm({ ...form, [field]: event.target.value })}
      onBlur={() =>
        // Another person's name must not keep the corrected form of the former one.
        keep({
          ...form,
          ...(field === 'position' && form.position !== stored.position ? { positionGenitive: '' } : {}),
          ...(field === 'fullName' && form.fullName !== stored.fullName ? { fullNameGenitive: '' } : {}),
        })
      }
      slotProps={{ htmlInput: { maxLength: 300 } }}
    />
  );
  return (
    <Box
      role="group"
      aria-label={side}
      sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: 1.5 }}
    >
      <Typography variant="caption" sx={{ gridColumn: '1 / -1', color: 'text.secondary', mb: -0.5 }} noWrap>
        {side} — {party.name}
      </Typography>
      {plain('position', contract.position)}
      {plain('fullName', contract.fullName)}
      {genitive('positionGenitive', contract.positionGenitive, 'signatory-position')}
      {genitive('fullNameGenitive', contract.fullNameGenitive, 'signatory-name')}
      {plain('basis', contract.basis, contract.basisHint)}
      <Select
        label={contract.gender}
        value={form.gender}
        onChange={(event) => {
          const next = { ...form, gender: event.target.value as Signatory['gender'] };
          setForm(next);
          keep(next);
        }}
        color={doubts.includes('gender-unknown') ? 'warning' : 'primary'}
        focused={doubts.includes('gender-unknown') ? true : undefined}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      >
        {genders.map((gender) => (
          <MenuItem key={gender} value={gender}>
            {contract.genders[gender]}
          </MenuItem>
        ))}
      </Select>
    </Box>
  );
}

/** The words of the preamble a doubt is about. */
function uncertainWords({ signatory }: Party, doubts: readonly PreambleDoubt[]): string[] {
  const words: Partial<Record<PreambleDoubt, readonly string[]>> = {
    'signatory-name': [genitiveName(signatory.fullName, { gender: signatory.gender }).text],
    'signatory-position': [genitivePosition(signatory.position).text],
    'gender-unknown': ['действующего(-ей)', 'именуемый(-ая)'],
    'signatory-missing': ['____________________', 'действующего(-ей)'],
    'basis-missing': ['____________________'],
    'name-missing': ['____________________'],
  };
  return doubts.flatMap((doubt) => words[doubt] ?? []).filter((word) => word !== '');
}

/** The text with every occurrence of the words marked, whatever spaces the typography chose. */
function marked(text: string, words: readonly string[]): ReactNode {
  if (words.length === 0) return text;
  const pattern = words
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s\u00a0]+/g, '[\\s\\u00a0]+'))
    .join('|');
  return text.split(new RegExp(`(${pattern})`, 'iu')).map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name
      <mark key={at}>{part}</mark>
    ) : (
      part
    ),
  );
}
