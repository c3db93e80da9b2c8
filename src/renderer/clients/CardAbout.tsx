import type { Client } from '@shared/clients/schema';
import { regionZones } from '@shared/domain/phones/region-zones';
import { zoneOffset } from '@shared/lib/zoned-time';
import { useMemo } from 'react';
import type { Editor } from '../editing/use-editor';
import { useLanguage, useTexts } from '../services/texts';
import { nowIso } from '../ui/clock';
import { CardField, CardRow } from './CardField';
import { CardSection } from './CardSection';
import { LabelSelect } from './LabelSelect';

const zones = [...new Set(regionZones.map(({ zone }) => zone))];

/** The zones of Russia from west to east, each with its name and offset; '' is «by address and phone». */
function useZones(): { options: readonly string[]; names: Readonly<Record<string, string>> } {
  const language = useLanguage();
  const { clients } = useTexts();
  return useMemo(() => {
    const now = nowIso();
    const offsets = new Map(zones.map((zone) => [zone, zoneOffset(now, zone)]));
    const sorted = [...zones].sort(
      (a, b) => (offsets.get(a) ?? 0) - (offsets.get(b) ?? 0) || a.localeCompare(b),
    );
    const names: Record<string, string> = { '': clients.card.timeZoneAuto };
    for (const zone of sorted) {
      const parts = new Intl.DateTimeFormat(language, {
        timeZone: zone,
        timeZoneName: 'longGeneric',
      }).formatToParts();
      const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
      names[zone] = `UTC+${(offsets.get(zone) ?? 0) / 60} ${name}`;
    }
    return { options: ['', ...sorted], names };
  }, [language, clients]);
}

/** What else is worth knowing. */
export function CardAbout({ editor }: { readonly editor: Editor<Client> }) {
  const { clients } = useTexts();
  const words = clients.card;
  const zone = useZones();
  const { value } = editor;
  const field = (key: 'about' | 'site' | 'source') => ({
    value: value[key],
    onChange: (next: string) => editor.set(key, next),
    onFocus: () => editor.focus(key),
    onBlur: () => editor.blur(key),
  });
  return (
    <CardSection title={words.about}>
      <CardField
        label={words.about}
        {...field('about')}
        multiline
        maxLength={100_000}
        placeholder={words.aboutHint}
      />
      <CardField label={words.site} {...field('site')} maxLength={500} />
      <CardField label={words.source} {...field('source')} maxLength={120} />
      <CardRow label={words.timeZone}>
        <LabelSelect
          label={words.timeZone}
          value={value.timeZone}
          options={zone.options.includes(value.timeZone) ? zone.options : [...zone.options, value.timeZone]}
          names={{ [value.timeZone]: value.timeZone, ...zone.names }}
          onChange={(next) => {
            editor.set('timeZone', next);
            editor.blur('timeZone');
          }}
        />
      </CardRow>
    </CardSection>
  );
}
