import type { PostingIssue } from '@shared/documents/rules';
import { useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';

interface Props {
  readonly issues: readonly PostingIssue[];
  /** Errors are listed only once a posting was tried: half a form is no mistake. */
  readonly strict: boolean;
  /** Series of numbers, when it is a provisional one. */
  readonly provisional: string;
}

/** What to correct before posting, what to look at, and that the numbers are provisional. */
export function Remarks({ issues, strict, provisional }: Props) {
  const { documents } = useTexts();
  const sentences = (level: PostingIssue['level']) => [
    ...new Set(
      issues
        .filter((issue) => issue.level === level)
        .map(({ code, value = '' }) => `${documents.issues[code]}${value === '' ? '' : `: ${value}`}`),
    ),
  ];
  const errors = strict ? sentences('error') : [];
  const warnings = sentences('warning');
  return (
    <>
      {errors.length > 0 && (
        <Alert severity="error" tabIndex={-1} data-form-error sx={{ mt: 1.5 }}>
          {documents.form.checkBefore} {errors.join('; ')}.
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert severity="warning" sx={{ mt: 1.5 }}>
          {documents.form.warnings}{' '}
          {warnings.map((text) => text.charAt(0).toLowerCase() + text.slice(1)).join('; ')}.
        </Alert>
      )}
      {provisional !== '' && (
        <Alert severity="info" sx={{ mt: 1.5 }}>
          {documents.form.provisional(provisional)}
        </Alert>
      )}
    </>
  );
}
