import BackIcon from '@mui/icons-material/ArrowBack';
import { legalName } from '@shared/clients/rules';
import type { Client } from '@shared/clients/schema';
import type { AsOf, ContactThen, HistoryKind } from '@shared/history/contract';
import type { Fields } from '@shared/history/delta';
import { knownFields, valueAt } from '@shared/history/fields';
import { Fragment } from 'react';
import { CardSection } from '../clients/CardSection';
import { useLive } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Chip } from '../ui/Chip';
import { DialogContent } from '../ui/Dialog';
import { FailureText } from '../ui/FailureText';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { KnownSince } from './KnownSince';
import { TimelineThenView } from './TimelineThenView';
import { useValueWords, type ValueWords } from './value-words';

/** An instant that is looked back to, and how it is called: a day asked for is called by the day. */
export interface Then {
  readonly at: string;
  readonly when: string;
}

interface Props {
  readonly collection: HistoryKind;
  readonly id: string;
  readonly then: Then;
  readonly onBack: () => void;
}

/** A record as it was at an instant: to read, not to edit. */
export function AsOfView({ collection, id, then: { at, when }, onBack }: Props) {
  const { history } = useTexts();
  const language = useLanguage();
  const found = useLive('history.at', { collection, id, at });
  const { value } = found;
  return (
    <>
      <Box sx={{ px: 3, pb: 1.5 }}>
        <Alert
          severity={value && value.state !== 'there' ? 'warning' : 'info'}
          role="status"
          sx={{ alignItems: 'center' }}
          action={
            <Button color="inherit" startIcon={<BackIcon />} onClick={onBack} autoFocus>
              {history.back}
            </Button>
          }
        >
          {banner(value, collection, when, history)}
          {value && value.state !== 'before' && value.knownSince > at && (
            <Box component="span" sx={{ display: 'block', typography: 'caption' }}>
              {history.knownSince(formatInstant(value.knownSince, language))}
            </Box>
          )}
        </Alert>
        <FailureText failure={found.error} />
      </Box>
      <DialogContent
        dividers
        role="region"
        aria-label={history.card}
        tabIndex={0}
        sx={{ py: 1.5, bgcolor: 'background.default' }}
      >
        {value && <Card kind={collection} asOf={value} />}
      </DialogContent>
    </>
  );
}

type Words = ReturnType<typeof useTexts>['history'];

function banner(then: AsOf | null | undefined, kind: HistoryKind, when: string, words: Words): string {
  if (then?.state === 'deleted') return words.lookedDeleted(when);
  if (then?.state === 'before') {
    // How it was made is known only where its history begins with that.
    const isAsMade = then.knownSince === then.record.createdAt;
    return (isAsMade ? words.notYet : words.notYetKnown)(when);
  }
  return kind === 'clients' ? words.looked(when) : words.lookedRecord(when);
}

/** Where a client's fields stand on the card; what is not named stands under «Сведения». */
const places: readonly (readonly [section: keyof Words['sections'], fields: readonly string[]])[] = [
  ['reach', ['phones', 'emails', 'doNotCall', 'site']],
  ['requisites', ['fullName', 'inn', 'kpp', 'ogrn', 'bankAccounts', 'addresses']],
  [
    'signatory',
    ['position', 'fullName', 'gender', 'positionGenitive', 'fullNameGenitive', 'basis'].map(
      (part) => `signatory.${part}`,
    ),
  ],
];
/** They stand in the head. */
const inHead = new Set(['name', 'legalForm', 'status', 'tags']);

function Card({ kind, asOf }: { readonly kind: HistoryKind; readonly asOf: AsOf }) {
  const { history, kinds } = useTexts();
  const words = useValueWords(kind);
  const { record, names } = asOf;
  const filled = knownFields(kind, record).filter(
    (field) =>
      words.lines(field, valueAt(record, field), names).length > 0 && valueAt(record, field) !== false,
  );
  if (kind !== 'clients') {
    return (
      <CardSection title={kinds[kind].one}>
        <FieldList fields={filled} {...{ record, names, words }} />
      </CardSection>
    );
  }
  const placed = new Set(places.flatMap(([, fields]) => fields));
  const rest = filled.filter((field) => !placed.has(field) && !inHead.has(field));
  return (
    <>
      <Head record={record} words={words} />
      <Box sx={{ columnCount: { xs: 1, md: 2 }, columnGap: 1.5 }}>
        <Section
          title={history.sections.reach}
          fields={places[0]?.[1] ?? []}
          {...{ filled, record, names, words }}
        />
        <CardSection title={history.contacts}>
          {asOf.contacts.length === 0 && (
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {history.noContacts}
            </Typography>
          )}
          {asOf.contacts.map((then) => (
            <ContactThenView key={then.contact.id} then={then} />
          ))}
        </CardSection>
        {places.slice(1).map(([section, fields]) => (
          <Section
            key={section}
            title={history.sections[section]}
            {...{ fields, filled, record, names, words }}
          />
        ))}
        <Section title={history.sections.main} fields={rest} {...{ filled, record, names, words }} />
      </Box>
      <Box sx={{ mt: 1.5 }}>
        <TimelineThenView timeline={asOf.timeline} names={names} />
      </Box>
    </>
  );
}

function Head({ record, words }: { readonly record: Fields; readonly words: ValueWords }) {
  const { clients } = useTexts();
  const [status = ''] = words.lines('status', record.status, {});
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap', mb: 1.5 }}>
      <Typography variant="h2" component="h3" sx={{ overflowWrap: 'anywhere' }}>
        {legalName(record as unknown as Client) || clients.noName}
      </Typography>
      {status !== '' && <Chip label={status} variant="outlined" />}
      {words.lines('tags', record.tags, {}).map((tag) => (
        <Chip key={tag} label={tag} />
      ))}
    </Box>
  );
}

interface ListProps {
  readonly fields: readonly string[];
  readonly record: Fields;
  readonly names: Readonly<Record<string, string>>;
  readonly words: ValueWords;
}

function Section({
  title,
  filled,
  ...props
}: ListProps & { readonly title: string; readonly filled: readonly string[] }) {
  const fields = props.fields.filter((field) => filled.includes(field));
  if (fields.length === 0) return null;
  return (
    <CardSection title={title}>
      <FieldList {...props} fields={fields} />
    </CardSection>
  );
}

/** Fields that are filled, each with its value in words. */
function FieldList({ fields, record, names, words }: ListProps) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'minmax(110px, max-content) minmax(0, 1fr)',
        columnGap: 2,
        rowGap: 0.5,
        typography: 'body2',
        '& dt': { color: 'text.secondary', maxWidth: 170 },
        '& dd': { m: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
      }}
    >
      {fields.map((field) => (
        <Fragment key={field}>
          <dt>{words.label(field)}</dt>
          <dd>
            {words.lines(field, valueAt(record, field), names).map((line) => (
              <div key={line}>{line}</div>
            ))}
          </dd>
        </Fragment>
      ))}
    </Box>
  );
}

function ContactThenView({ then: { contact, knownSince } }: { readonly then: ContactThen }) {
  const { clients } = useTexts();
  const words = useValueWords('contacts');
  const record = contact as unknown as Fields;
  const fields = ['position', 'role', 'phones', 'emails', 'birthday', 'comment'].filter(
    (field) =>
      words.lines(field, record[field], {}).length > 0 && !(field === 'role' && record.role === 'other'),
  );
  return (
    <Box sx={{ borderTop: 1, borderColor: 'divider', py: 0.75, '&:first-of-type': { borderTop: 0 } }}>
      <Typography variant="body2" sx={{ fontWeight: 700, overflowWrap: 'anywhere' }}>
        {contact.name || clients.card.unnamedContact}
      </Typography>
      <FieldList fields={fields} record={record} names={{}} words={words} />
      <KnownSince since={knownSince} />
    </Box>
  );
}
