import EditIcon from '@mui/icons-material/EditOutlined';
import type { Staff, StaffPerson, StaffTeam } from '@shared/staff/contract';
import { lazy, Suspense, useState } from 'react';
import { runAction } from '../services/actions';
import { useAppStatus } from '../services/session';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Chip } from '../ui/Chip';
import { FailureText } from '../ui/FailureText';
import { flushTable } from '../ui/flush-table';
import { IconButton } from '../ui/IconButton';
import { Table, TableBody, TableCell, TableHead, TableRow } from '../ui/Table';
import { Typography } from '../ui/Typography';
import { FindField, useFind } from './FindField';
import { useLoaded } from './use-loaded';

const PersonDialog = lazy(() => import('./PersonDialog').then((m) => ({ default: m.PersonDialog })));
const TeamDialog = lazy(() => import('./TeamDialog').then((m) => ({ default: m.TeamDialog })));

/** «Сотрудники»: people and teams of the server, for heads and administrators. */
export function StaffSettings() {
  const { staff: words, audit } = useTexts();
  const { value, failure, reload } = useLoaded('staff.load');
  const [person, setPerson] = useState<StaffPerson | 'new'>();
  const [team, setTeam] = useState<StaffTeam | 'new'>();
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography sx={{ color: 'text.secondary', maxWidth: 720 }}>{words.lead}</Typography>
      <FailureText failure={failure} />
      {!value && (
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
          {!failure && <Typography role="status">{words.loading}</Typography>}
          {failure && <Button onClick={() => void reload()}>{words.reload}</Button>}
        </Box>
      )}
      {value && (
        <>
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button variant="contained" onClick={() => setPerson('new')}>
              {words.add}
            </Button>
            {value.mayGive.includes('admin') && (
              <Button variant="outlined" title={audit.openHint} onClick={() => runAction('go-audit')}>
                {audit.open}
              </Button>
            )}
          </Box>
          <People staff={value} onEdit={setPerson} />
          <Teams staff={value} onEdit={setTeam} />
        </>
      )}
      <Suspense>
        {value && person && (
          <PersonDialog
            staff={value}
            person={person === 'new' ? undefined : person}
            onClose={() => setPerson(undefined)}
            onChanged={() => void reload()}
          />
        )}
        {value && team && (
          <TeamDialog
            staff={value}
            team={team === 'new' ? undefined : team}
            onClose={() => setTeam(undefined)}
            onChanged={() => void reload()}
          />
        )}
      </Suspense>
    </Box>
  );
}

function People({
  staff,
  onEdit,
}: {
  readonly staff: Staff;
  readonly onEdit: (person: StaffPerson) => void;
}) {
  const { staff: words } = useTexts();
  const { session } = useAppStatus();
  const teamName = new Map(staff.teams.map(({ id, name }) => [id, name]));
  const isAdmin = staff.mayGive.includes('admin');
  const { found, typed, setTyped, isLong } = useFind(staff.people, ({ name, login, role, team }) =>
    [name, login, words.roles[role], team === null ? words.noTeam : teamName.get(team)].join(' '),
  );
  return (
    <>
      {isLong && <FindField label={words.find} value={typed} onChange={setTyped} />}
      {found.length === 0 && <Typography role="status">{words.notFound}</Typography>}
      <Table size="small" aria-label={words.people} sx={flushTable}>
        <TableHead>
          <TableRow>
            <TableCell>{words.name}</TableCell>
            <TableCell>{words.role}</TableCell>
            <TableCell>{words.team}</TableCell>
            <TableCell>{words.state}</TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {found.map((person) => {
            const mayEdit = isAdmin || person.role === 'seller';
            return (
              <TableRow key={person.id}>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>
                  {person.name}
                  {person.id === session.userId && (
                    <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>
                      {` · ${words.you}`}
                    </Typography>
                  )}
                  <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                    {person.login}
                  </Typography>
                </TableCell>
                <TableCell>{words.roles[person.role]}</TableCell>
                <TableCell>
                  {person.team === null ? words.noTeam : (teamName.get(person.team) ?? '')}
                </TableCell>
                <TableCell>
                  <Chip
                    size="small"
                    variant="outlined"
                    color={person.disabled ? 'default' : 'success'}
                    label={person.disabled ? words.closed : words.open}
                  />
                </TableCell>
                <TableCell align="right">
                  {mayEdit && <EditButton name={person.name} onClick={() => onEdit(person)} />}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </>
  );
}

function Teams({
  staff,
  onEdit,
}: {
  readonly staff: Staff;
  readonly onEdit: (team: StaffTeam | 'new') => void;
}) {
  const { staff: words } = useTexts();
  const isAdmin = staff.mayGive.includes('admin');
  const name = (id: string | null) => staff.people.find((person) => person.id === id)?.name;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, mt: 1 }}>
      <Typography variant="h3">{words.teams}</Typography>
      <Typography sx={{ color: 'text.secondary' }}>{words.teamsLead}</Typography>
      {staff.teams.length === 0 && <Typography>{words.noTeams}</Typography>}
      {staff.teams.length > 0 && (
        <Table size="small" aria-label={words.teams} sx={flushTable}>
          <TableHead>
            <TableRow>
              <TableCell>{words.teamName}</TableCell>
              <TableCell>{words.head}</TableCell>
              <TableCell align="right">{words.size}</TableCell>
              <TableCell />
            </TableRow>
          </TableHead>
          <TableBody>
            {staff.teams.map((team) => (
              <TableRow key={team.id}>
                <TableCell>{team.name}</TableCell>
                <TableCell>{name(team.head) ?? words.noHead}</TableCell>
                <TableCell align="right">
                  {words.members(staff.people.filter((person) => person.team === team.id).length)}
                </TableCell>
                <TableCell align="right">
                  {isAdmin && <EditButton name={team.name} onClick={() => onEdit(team)} />}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {isAdmin && (
        <Box>
          <Button variant="outlined" onClick={() => onEdit('new')}>
            {words.addTeam}
          </Button>
        </Box>
      )}
    </Box>
  );
}

function EditButton({ name, onClick }: { readonly name: string; readonly onClick: () => void }) {
  const { staff } = useTexts();
  return (
    <IconButton size="small" aria-label={staff.editOf(name)} title={staff.edit} onClick={onClick}>
      <EditIcon fontSize="small" />
    </IconButton>
  );
}
