import { legalName } from '@shared/clients/rules';
import { HistoryButton } from '../history/HistoryButton';
import { useLive } from '../ipc/use-live';
import { useMayEditOrganization } from '../organizations/use-may-edit';
import { openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Typography } from '../ui/Typography';

/** «Моя организация»: whose requisites are printed, and the way to change them. */
export function OrganizationSettings() {
  const { settings: words } = useTexts();
  const own = useLive('organizations.own', {}).value;
  const mayEdit = useMayEditOrganization();
  const waits = useLive('organizations.waits', {}).value === true;
  const name = own ? legalName(own) || own.fullName : '';
  return (
    <Box>
      {name !== '' && <Typography sx={{ overflowWrap: 'anywhere' }}>{name}</Typography>}
      {own && own.inn !== '' && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {words.inn} {own.inn}
        </Typography>
      )}
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
        {own ? words.organizationHint : words.organizationNone}
        {!mayEdit && ` ${waits ? words.organizationWaits : words.organizationLocked}`}
      </Typography>
      {(own || mayEdit) && (
        <Button variant="outlined" onClick={() => openOverlay({ kind: 'organization' })}>
          {mayEdit ? (own ? words.organizationEdit : words.organizationFill) : words.organizationShow}
        </Button>
      )}
      {own && <HistoryButton collection="organizations" id={own.id} />}
    </Box>
  );
}
