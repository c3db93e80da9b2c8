import CloseIcon from '@mui/icons-material/Close';
import { type Address, addressKinds, type Client } from '@shared/clients/schema';
import type { Editor } from '../editing/use-editor';
import { useTexts } from '../services/texts';
import { IconAction } from '../ui/IconAction';
import { CardField, CardRow } from './CardField';
import { CardSection } from './CardSection';
import { LabelSelect } from './LabelSelect';
import { useRemoval } from './use-removal';

/** Where the client is; the city is shown in lists and tells the local time. */
export function CardAddresses({ editor }: { readonly editor: Editor<Client> }) {
  const { clients } = useTexts();
  const words = clients.card;
  const { addresses, city } = editor.value;
  const replace = (id: string, by: readonly Address[]) =>
    editor.set(
      'addresses',
      addresses.flatMap((address) => (address.id === id ? by : [address])),
    );
  const remove = useRemoval(addresses, (next) => {
    editor.set('addresses', next);
    editor.blur('addresses');
  });
  const add = () => {
    const kind = addressKinds.find((one) => !addresses.some((address) => address.kind === one)) ?? 'delivery';
    const begun: Address = { id: crypto.randomUUID(), kind, text: '', city: '', region: '', postalCode: '' };
    editor.set('addresses', [...addresses, begun]);
  };
  return (
    <CardSection title={words.addresses} add={[{ label: words.addAddress, run: add }]}>
      <CardField
        label={words.city}
        value={city}
        onChange={(next) => editor.set('city', next)}
        onFocus={() => editor.focus('city')}
        onBlur={() => editor.blur('city')}
        maxLength={120}
      />
      {addresses.map((address, index) => {
        const field = (key: 'text' | 'region' | 'postalCode' | 'city') => ({
          value: address[key],
          onChange: (next: string) => replace(address.id, [{ ...address, [key]: next }]),
          onFocus: () => editor.focus('addresses'),
          onBlur: () => editor.blur('addresses'),
        });
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the other lines are
          <div
            key={address.id}
            role="group"
            aria-label={`${words.addAddress} ${index + 1}`}
            className="card-address"
          >
            <CardRow label={words.addressKind}>
              <div className="card-value">
                <LabelSelect
                  label={words.addressKind}
                  value={address.kind}
                  options={addressKinds}
                  names={clients.addressKinds}
                  onChange={(kind) => {
                    replace(address.id, [{ ...address, kind }]);
                    editor.blur('addresses');
                  }}
                />
                <IconAction
                  label={words.removeAddress(index + 1)}
                  onClick={() => remove(address.id, address.text || words.address)}
                >
                  <CloseIcon className="icon-16" />
                </IconAction>
              </div>
            </CardRow>
            <CardField
              label={words.address}
              {...field('text')}
              maxLength={1000}
              autoFocus={address.text === '' && address.city === ''}
            />
            <CardField label={words.city} {...field('city')} maxLength={120} />
            <CardField label={words.region} {...field('region')} maxLength={120} />
            <CardField label={words.postalCode} {...field('postalCode')} digits maxLength={12} />
          </div>
        );
      })}
    </CardSection>
  );
}
