import { type Client, clientKinds } from '@shared/clients/schema';
import {
  checkInn,
  checkKpp,
  checkOgrn,
  type RequisiteIssue,
  splitInnKpp,
} from '@shared/domain/requisites/requisites';
import type { Editor } from '../editing/use-editor';
import { useTexts } from '../services/texts';
import { CardBirthday } from './CardBirthday';
import { CardField, CardRow, type FieldRemark } from './CardField';
import { CardSection } from './CardSection';
import { LabelSelect } from './LabelSelect';

/** Turns an issue of a requisite into words beside its field, with the repair where one is known. */
export function useRemark(): (
  issue: RequisiteIssue | null,
  apply: (value: string) => void,
) => FieldRemark | undefined {
  const { clients } = useTexts();
  return (issue, apply) => {
    if (!issue) return undefined;
    const text = clients.remarks[issue.code](issue);
    const { expected } = issue;
    if (!expected) return { text };
    return { text, fix: { label: clients.card.fix(expected), apply: () => apply(expected) } };
  };
}

/** Who the client is on paper; every number is checked as it is typed, and none is refused. */
export function CardRequisites({ editor }: { readonly editor: Editor<Client> }) {
  const { clients } = useTexts();
  const words = clients.card;
  const remark = useRemark();
  const { value } = editor;
  const field = (key: 'fullName' | 'inn' | 'kpp' | 'ogrn') => ({
    value: value[key],
    onChange: (next: string) => editor.set(key, next),
    onFocus: () => editor.focus(key),
    onBlur: () => editor.blur(key),
  });
  const fix = (key: 'inn' | 'kpp' | 'ogrn') => (next: string) => {
    editor.set(key, next);
    editor.blur(key);
  };
  /** An ИНН pasted with its КПП fills both fields. */
  const setInn = (next: string) => {
    const both = splitInnKpp(next);
    editor.set('inn', both?.inn ?? next.slice(0, 20));
    if (both && both.kpp !== '') fix('kpp')(both.kpp);
  };
  const signatory = (key: 'fullName' | 'position' | 'basis') => ({
    value: value.signatory[key],
    onChange: (next: string) => editor.set('signatory', { ...value.signatory, [key]: next }),
    onFocus: () => editor.focus('signatory'),
    onBlur: () => editor.blur('signatory'),
  });
  return (
    <CardSection title={words.requisites}>
      <CardRow label={words.kind}>
        <LabelSelect
          label={words.kind}
          value={value.kind}
          options={clientKinds}
          names={clients.kinds}
          onChange={(kind) => {
            editor.set('kind', kind);
            editor.blur('kind');
          }}
        />
      </CardRow>
      <CardField label={words.fullName} {...field('fullName')} maxLength={10_000} />
      <CardField
        label={words.inn}
        {...field('inn')}
        onChange={setInn}
        digits
        maxLength={80}
        remark={remark(checkInn(value.inn, value.kind), fix('inn'))}
      />
      {(value.kind === 'company' || value.kpp !== '') && (
        <CardField
          label={words.kpp}
          {...field('kpp')}
          digits
          maxLength={20}
          remark={remark(checkKpp(value.kpp, value.kind), fix('kpp'))}
        />
      )}
      {(value.kind !== 'person' || value.ogrn !== '') && (
        <CardField
          label={value.kind === 'entrepreneur' ? words.ogrnip : words.ogrn}
          {...field('ogrn')}
          digits
          maxLength={20}
          remark={remark(checkOgrn(value.ogrn, value.kind), fix('ogrn'))}
        />
      )}
      {(value.kind !== 'company' || value.birthday !== '') && (
        <CardBirthday
          value={value.birthday}
          onChange={(next) => editor.set('birthday', next)}
          onFocus={() => editor.focus('birthday')}
          onBlur={() => editor.blur('birthday')}
        />
      )}
      {value.kind === 'company' && (
        <>
          <CardField label={words.signatoryName} {...signatory('fullName')} />
          <CardField label={words.signatoryPosition} {...signatory('position')} />
          <CardField
            label={words.signatoryBasis}
            {...signatory('basis')}
            placeholder={words.signatoryBasisHint}
          />
        </>
      )}
    </CardSection>
  );
}
