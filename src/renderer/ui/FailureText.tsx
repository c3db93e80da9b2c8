import Alert from '@mui/material/Alert';
import type { Failure } from '@shared/lib/result';
import { useTexts } from '../services/texts';
import { FailureCode } from './FailureCode';

/** A refusal in words, with its code for whoever helps. */
export function FailureText({ failure }: { readonly failure: Failure | undefined | null }) {
  const { errors } = useTexts();
  if (!failure) return null;
  return (
    <Alert severity="error" data-code={failure.code}>
      {errors[failure.code](failure.data)}
      <FailureCode code={failure.code} />
    </Alert>
  );
}
