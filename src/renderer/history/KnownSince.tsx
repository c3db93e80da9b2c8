import { useLanguage, useTexts } from '../services/texts';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';

/**
 * Says of one record among others on a past card that it may have been different then.
 * @param since an instant, or '' where it is known how the record was: then nothing is shown
 */
export function KnownSince({ since }: { readonly since: string }) {
  const { history } = useTexts();
  const language = useLanguage();
  if (since === '') return null;
  const when = formatInstant(since, language);
  return (
    <Typography
      variant="caption"
      component="p"
      title={history.knownSince(when)}
      sx={{ color: 'text.secondary', m: 0 }}
    >
      {history.knownFromShort(when)}
    </Typography>
  );
}
