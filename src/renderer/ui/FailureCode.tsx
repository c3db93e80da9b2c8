import Box from '@mui/material/Box';
import type { ErrorCode } from '@shared/errors';
import { useTexts } from '../services/texts';

/** A refusal's stable code, for whoever helps: folded away, since its sentence says all that a person needs. */
export function FailureCode({ code }: { readonly code: ErrorCode }) {
  const { common } = useTexts();
  return (
    <Box
      component="details"
      sx={{ typography: 'caption', '& > summary': { cursor: 'pointer', width: 'fit-content' } }}
    >
      <summary>{common.details}</summary>
      {common.errorCode(code)}
    </Box>
  );
}
