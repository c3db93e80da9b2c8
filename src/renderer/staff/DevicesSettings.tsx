import type { StaffDevice } from '@shared/staff/contract';
import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Chip } from '../ui/Chip';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { FailureText } from '../ui/FailureText';
import { flushTable } from '../ui/flush-table';
import { Table, TableBody, TableCell, TableHead, TableRow } from '../ui/Table';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { FindField, useFind } from './FindField';
import { useLoaded } from './use-loaded';

type DeviceState = 'active' | 'out' | 'revoked' | 'wiped';

const stateOf = ({ wipedAt, revokedAt, signedIn }: StaffDevice): DeviceState => {
  if (wipedAt !== '') return 'wiped';
  if (revokedAt !== '') return 'revoked';
  return signedIn ? 'active' : 'out';
};

const colors = { active: 'success', out: 'default', revoked: 'warning', wiped: 'default' } as const;

/** «Устройства»: where one is signed in (an administrator: everybody), and the way to revoke a lost computer. */
export function DevicesSettings() {
  const { devices: words, staff } = useTexts();
  const language = useLanguage();
  const { value, failure, reload } = useLoaded('devices.load');
  const [revoking, setRevoking] = useState<StaffDevice>();
  const revoke = useCommand('devices.revoke');
  const nameOf = ({ name }: StaffDevice) => name || words.unnamed;
  const { found, typed, setTyped, isLong } = useFind(value?.devices ?? [], (device) =>
    [nameOf(device), value?.names[device.user], device.series, words.states[stateOf(device)]].join(' '),
  );
  const confirm = async (device: StaffDevice) => {
    if ((await revoke.run({ id: device.id })) === undefined) return;
    notify(words.revoked);
    await reload();
  };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography sx={{ color: 'text.secondary', maxWidth: 720 }}>{words.lead}</Typography>
      <FailureText failure={failure ?? revoke.error} />
      {!value && !failure && <Typography role="status">{staff.loading}</Typography>}
      {isLong && <FindField label={words.find} value={typed} onChange={setTyped} />}
      {value && found.length === 0 && <Typography role="status">{words.notFound}</Typography>}
      {value && (
        <Table size="small" aria-label={words.name} sx={flushTable}>
          <TableHead>
            <TableRow>
              <TableCell>{words.name}</TableCell>
              <TableCell>{words.user}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{words.seen}</TableCell>
              <TableCell>{words.state}</TableCell>
              <TableCell />
            </TableRow>
          </TableHead>
          <TableBody>
            {found.map((device) => (
              <TableRow key={device.id}>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>
                  {nameOf(device)}
                  <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                    {[`${words.series} ${device.series}`, device.id === value.own && words.own]
                      .filter(Boolean)
                      .join(' · ')}
                  </Typography>
                </TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{value.names[device.user] ?? ''}</TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>
                  {device.lastSeenAt === '' ? words.never : formatInstant(device.lastSeenAt, language)}
                </TableCell>
                <TableCell>
                  <Chip
                    size="small"
                    variant="outlined"
                    color={colors[stateOf(device)]}
                    label={words.states[stateOf(device)]}
                  />
                </TableCell>
                <TableCell align="right">
                  {device.revokedAt === '' && (
                    <Button
                      color="error"
                      size="small"
                      aria-label={words.revokeOf(nameOf(device))}
                      onClick={() => setRevoking(device)}
                    >
                      {words.revoke}
                    </Button>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <Box>
        <Button onClick={() => void reload()}>{staff.reload}</Button>
      </Box>
      {revoking && (
        <ConfirmDialog
          title={words.revokeTitle}
          text={[words.revokeAsk(nameOf(revoking)), revoking.id === value?.own && words.revokeOwn]
            .filter(Boolean)
            .join(' ')}
          action={words.revoke}
          onClose={() => setRevoking(undefined)}
          onConfirm={() => void confirm(revoking)}
        />
      )}
    </Box>
  );
}
