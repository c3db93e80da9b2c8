import { legalName } from '@shared/clients/rules';
import { organizationTexts } from '@shared/organizations/form';
import type { Organization } from '@shared/organizations/schema';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { type Fact, Facts } from '../ui/Facts';
import { Typography } from '../ui/Typography';

/** «Моя организация» for whoever may not change it: what is printed of us, to be read and copied. */
export function OrganizationView({ known }: { readonly known: Organization | null }) {
  const { documents, clients } = useTexts();
  const words = documents.organization;
  const waits = useLive('organizations.waits', {}).value === true;
  if (!known) return <Alert severity="info">{words.lockedEmpty}</Alert>;
  const texts = organizationTexts(known);
  const { signatory } = texts;
  const isCompany = texts.kind === 'company';
  const groups: readonly (readonly [string, readonly Fact[]])[] = [
    [
      words.names,
      [
        [words.kind, clients.kinds[texts.kind]],
        [isCompany ? words.name : words.personName, legalName(texts)],
        [words.fullName, texts.fullName],
        [words.inn, texts.inn],
        [words.kpp, texts.kpp],
        [isCompany ? words.ogrn : words.ogrnip, texts.ogrn],
        [words.address, [texts.postalCode, texts.address].filter(Boolean).join(', ')],
        [words.phone, texts.phone],
        [words.email, texts.email],
        [words.city, texts.city],
      ],
    ],
    [
      words.bank,
      [
        [words.bik, texts.bik],
        [words.bankName, texts.bankName],
        [words.account, texts.account],
        [words.corrAccount, texts.corrAccount],
      ],
    ],
    [
      words.signatory,
      [
        [words.position, signatory.position],
        [words.signatoryName, signatory.fullName],
        [words.basis, signatory.basis],
        [words.accountant, texts.accountant],
      ],
    ],
    [
      words.taxes,
      [
        [words.taxSystem, words.taxSystems[texts.taxSystem]],
        [words.vatRate, texts.vatRate === '' ? words.vatAuto : documents.vat(texts.vatRate)],
        [words.invoiceDays, texts.invoiceDays],
      ],
    ],
  ];
  return (
    <Box
      role="group"
      aria-label={words.title}
      // Nothing in it can be focused, and it is scrolled by the keys.
      tabIndex={0}
      sx={{ display: 'flex', flexDirection: 'column', gap: 2.5 }}
    >
      <Alert severity="info">{waits ? words.waits : words.locked}</Alert>
      {groups.map(([title, lines]) => (
        <Group key={title} title={title} lines={lines} />
      ))}
    </Box>
  );
}

function Group({ title, lines }: { readonly title: string; readonly lines: readonly Fact[] }) {
  if (lines.every(([, value]) => value === '')) return null;
  return (
    <Box component="section" aria-label={title}>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {title}
      </Typography>
      <Facts lines={lines} labelWidth={240} />
    </Box>
  );
}
