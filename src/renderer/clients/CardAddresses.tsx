import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { type Address, addressKinds, type Client } from '@shared/clients/schema';
import { useTexts } from '../app/texts';
import type { Editor } from '../editing/use-editor';
import { CardField, CardRow } from './CardField';
import { CardSection } from './CardSection';
import { LabelSelect } from './LabelSelect';

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
          <Box
            key={address.id}
            role="group"
            aria-label={`${words.addAddress} ${index + 1}`}
            sx={{ borderTop: 1, borderColor: 'divider', mt: 0.5, pt: 0.5 }}
          >
            <CardRow label={words.addressKind}>
              <Box sx={{ display: 'flex', alignItems: 'center' }}>
                <Box sx={{ flex: 1 }}>
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
                </Box>
                <IconButton
                  size="small"
                  aria-label={words.removeAddress(index + 1)}
                  title={words.removeAddress(index + 1)}
                  onClick={() => {
                    replace(address.id, []);
                    editor.blur('addresses');
                  }}
                >
                  <CloseIcon sx={{ fontSize: 16 }} />
                </IconButton>
              </Box>
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
          </Box>
        );
      })}
    </CardSection>
  );
}
