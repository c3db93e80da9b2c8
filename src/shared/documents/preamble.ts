import {
  basisGenitive,
  type Gender,
  genderOf,
  genitiveName,
  genitivePosition,
  organizationGender,
} from '../domain/declension';
import { contractRoles } from './contract-terms';
import type { ContractKind, Party } from './snapshot';
import { typography } from './typography';

/** What a person must look at before the preamble is printed. */
export type PreambleDoubt =
  | 'name-missing'
  | 'gender-unknown'
  | 'signatory-missing'
  | 'signatory-name'
  | 'signatory-position'
  | 'basis-missing'
  | 'basis-form'
  | 'called-unknown';

export interface Preamble {
  text: string;
  /** True when both sides have no doubts. */
  certain: boolean;
  doubts: { supplier: PreambleDoubt[]; customer: PreambleDoubt[] };
}

type Called = 'именуемое' | 'именуемая' | 'именуемый' | 'именуемый(-ая)';

/** How a company is «именуемое»: by the head noun of its name; what we do not know is taken for an «общество». */
function companyCalled(party: Party): { called: Called; certain: boolean } {
  const found = [party.fullName, party.name].map((name) => organizationGender(name));
  const { gender, certain } = found.find((one) => one.certain) ?? { gender: 'neuter', certain: false };
  const called = { neuter: 'именуемое', feminine: 'именуемая', masculine: 'именуемый' } as const;
  return { called: called[gender], certain };
}

const personCalled = (gender: Gender | null): Called =>
  gender === 'male' ? 'именуемый' : gender === 'female' ? 'именуемая' : 'именуемый(-ая)';

/** The person's name without «ИП», «Индивидуальный предприниматель». */
const personName = (party: Party) =>
  (party.fullName || party.name)
    .replace(/^\s*(?:ИП|Индивидуальный\s+предприниматель|Гражданин|Гражданка)\s+/iu, '')
    .trim();

const sameName = (one: string, two: string) =>
  one.toLowerCase().replace(/ё/gu, 'е').replace(/\s+/gu, ' ') ===
  two.toLowerCase().replace(/ё/gu, 'е').replace(/\s+/gu, ' ');

/** «Генерального директора» → «генерального директора»; «CEO», «И. о. директора» → «и. о. директора». */
function inSentence(position: string): string {
  const first = position.charAt(0);
  const second = position.charAt(1);
  const acronym = second !== '' && second !== second.toLowerCase();
  return acronym ? position : first.toLowerCase() + position.slice(1);
}

/** «в лице …, действующего на основании …» with its doubts. */
function represented(party: Party): { text: string; doubts: PreambleDoubt[] } {
  const { signatory } = party;
  const doubts: PreambleDoubt[] = [];
  if (signatory.fullName.trim() === '' && signatory.fullNameGenitive.trim() === '') {
    return {
      text: ', в лице ____________________, действующего(-ей) на основании ____________________',
      doubts: ['signatory-missing'],
    };
  }
  const name = genitiveName(signatory.fullName, { gender: signatory.gender });
  if (signatory.fullNameGenitive === '' && !name.certain) doubts.push('signatory-name');
  const gender = signatory.gender || genderOf(signatory.fullName);
  if (!gender) doubts.push('gender-unknown');
  const position = genitivePosition(signatory.position);
  if (signatory.positionGenitive === '' && !position.certain) doubts.push('signatory-position');
  const ground = basisGenitive(signatory.basis);
  const basis = ground.text;
  if (basis === '') doubts.push('basis-missing');
  else if (!ground.certain) doubts.push('basis-form');
  const who = [
    inSentence(
      signatory.positionGenitive || position.text || (party.kind === 'company' ? '' : 'представителя'),
    ),
    signatory.fullNameGenitive || name.text,
  ]
    .filter(Boolean)
    .join(' ');
  const acting =
    gender === 'male' ? 'действующего' : gender === 'female' ? 'действующей' : 'действующего(-ей)';
  return { text: `, в лице ${who}, ${acting} на основании ${basis || '____________________'}`, doubts };
}

function side(party: Party, role: string): { text: string; doubts: PreambleDoubt[] } {
  if (party.kind === 'company') {
    const name = (party.fullName || party.name).trim();
    const acting = represented(party);
    const { called, certain } = companyCalled(party);
    return {
      text: `${name || '____________________'}, ${called} в дальнейшем «${role}»${acting.text}`,
      doubts: [
        ...(name === '' ? (['name-missing'] as const) : certain ? [] : (['called-unknown'] as const)),
        ...acting.doubts,
      ],
    };
  }
  const name = personName(party);
  const doubts: PreambleDoubt[] = name === '' ? ['name-missing'] : [];
  const { signatory } = party;
  const own = signatory.fullName === '' || sameName(signatory.fullName, name);
  const gender = genderOf(name) ?? (own && signatory.gender !== '' ? signatory.gender : null);
  if (gender === null) doubts.push('gender-unknown');
  const title = party.kind === 'entrepreneur' ? 'Индивидуальный предприниматель ' : '';
  const register =
    party.kind === 'entrepreneur'
      ? party.ogrn && `, ОГРНИП ${party.ogrn}`
      : party.inn && `, ИНН ${party.inn}`;
  const acting = own ? { text: '', doubts: [] } : represented(party);
  return {
    text: `${title}${name || '____________________'}${register}, ${personCalled(gender)} в дальнейшем «${role}»${acting.text}`,
    doubts: [...doubts, ...acting.doubts],
  };
}

/**
 * The preamble of a contract: who the sides are, who acts for them and on what ground.
 * A company acts through its signatory (genitive); an entrepreneur or a person acts in person (nominative) unless
 * somebody else signs. What must be checked by eye comes back in `doubts`; the corrected text is stored and wins.
 */
export function buildPreamble(supplier: Party, customer: Party, kind: ContractKind): Preamble {
  const roles = contractRoles[kind];
  const one = side(supplier, roles.supplier.nominative);
  const two = side(customer, roles.customer.nominative);
  return {
    text: typography(
      `${one.text}, с одной стороны, и ${two.text}, с другой стороны, вместе именуемые «Стороны», ` +
        'заключили настоящий договор о нижеследующем:',
    ),
    certain: one.doubts.length === 0 && two.doubts.length === 0,
    doubts: { supplier: one.doubts, customer: two.doubts },
  };
}
