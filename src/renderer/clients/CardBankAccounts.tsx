import CloseIcon from '@mui/icons-material/Close';
import type { BankAccount, Client, ClientKind } from '@shared/clients/schema';
import {
  checkAccount,
  checkAccountKind,
  checkBik,
  checkCorrAccount,
} from '@shared/domain/requisites/requisites';
import type { Editor } from '../editing/use-editor';
import { useBank } from '../organizations/use-bank';
import { useTexts } from '../services/texts';
import { IconAction } from '../ui/IconAction';
import { CardField } from './CardField';
import { useRemark } from './CardRequisites';
import { CardSection } from './CardSection';
import { useRemoval } from './use-removal';

const empty = (): BankAccount => ({
  id: crypto.randomUUID(),
  bik: '',
  bankName: '',
  corrAccount: '',
  account: '',
});

/** The client's accounts; a БИК fills in the bank and its correspondent account. */
export function CardBankAccounts({ editor }: { readonly editor: Editor<Client> }) {
  const { clients } = useTexts();
  const words = clients.card;
  const accounts = editor.value.bankAccounts;
  const replace = (id: string, by: readonly BankAccount[]) =>
    editor.set(
      'bankAccounts',
      accounts.flatMap((account) => (account.id === id ? by : [account])),
    );
  const remove = useRemoval(accounts, (next) => {
    editor.set('bankAccounts', next);
    editor.blur('bankAccounts');
  });
  return (
    <CardSection
      title={words.bankAccounts}
      add={[{ label: words.addAccount, run: () => editor.set('bankAccounts', [...accounts, empty()]) }]}
    >
      {accounts.map((account, index) => (
        <Account
          key={account.id}
          account={account}
          kind={editor.value.kind}
          number={index + 1}
          onChange={(next) => replace(account.id, [next])}
          onRemove={() => remove(account.id, account.account || account.bankName || words.addAccount)}
          onFocus={() => editor.focus('bankAccounts')}
          onBlur={() => editor.blur('bankAccounts')}
        />
      ))}
    </CardSection>
  );
}

interface Props {
  readonly account: BankAccount;
  readonly kind: ClientKind;
  readonly number: number;
  readonly onChange: (account: BankAccount) => void;
  readonly onRemove: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

function Account({ account, kind, number, onChange, onRemove, onFocus, onBlur }: Props) {
  const { clients } = useTexts();
  const words = clients.card;
  const remark = useRemark();
  const bankHint = useBank(account.bik, true, (bank) =>
    onChange({ ...account, bankName: bank?.name ?? '', corrAccount: bank?.corrAccount ?? '' }),
  );

  const field = (key: 'bik' | 'bankName' | 'corrAccount' | 'account') => ({
    value: account[key],
    onChange: (next: string) => {
      onChange({ ...account, [key]: next });
    },
    onFocus,
    onBlur,
  });
  const fix = (key: 'bik' | 'corrAccount' | 'account') => (next: string) =>
    onChange({ ...account, [key]: next });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the other lines are
    <div role="group" aria-label={`${words.addAccount} ${number}`} className="card-group">
      <CardField
        label={words.bik}
        {...field('bik')}
        digits
        maxLength={20}
        autoFocus={account.bik === '' && account.account === '' && account.bankName === ''}
        remark={
          remark(checkBik(account.bik), fix('bik')) ?? (bankHint === '' ? undefined : { text: bankHint })
        }
        after={
          <IconAction label={words.removeAccount(number)} onClick={onRemove}>
            <CloseIcon className="icon-16" />
          </IconAction>
        }
      />
      <CardField label={words.bankName} {...field('bankName')} />
      <CardField
        label={words.corrAccount}
        {...field('corrAccount')}
        digits
        maxLength={40}
        remark={remark(checkCorrAccount(account.corrAccount, account.bik), fix('corrAccount'))}
      />
      <CardField
        label={words.account}
        {...field('account')}
        digits
        maxLength={40}
        remark={remark(
          checkAccount(account.account, account.bik) ?? checkAccountKind(account.account, kind),
          fix('account'),
        )}
      />
    </div>
  );
}
