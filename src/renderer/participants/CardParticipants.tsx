import { useState } from 'react';
import { CardSection } from '../clients/CardSection';
import { useCommand } from '../ipc/use-command';
import { useLive } from '../ipc/use-live';
import { notify } from '../services/notices';
import { useAppStatus } from '../services/session';
import { useTexts } from '../services/texts';
import { useMayEdit } from '../services/use-may-edit';
import { Chip } from '../ui/Chip';
import { FailureText } from '../ui/FailureText';
import { keepFocusNear } from '../ui/keep-focus';
import { Stack } from '../ui/Stack';
import { Typography } from '../ui/Typography';

interface Props {
  readonly clientId: string;
  readonly ownerId: string;
}

/** «Участники»: colleagues who have the whole card beside the responsible one. With a server only. */
export function CardParticipants(props: Props) {
  const { session } = useAppStatus();
  return session.role === undefined ? null : <Participants {...props} />;
}

function Participants({ clientId, ownerId }: Props) {
  const { staff: words, common } = useTexts();
  const found = useLive('participants.ofClient', { clientId });
  const users = useLive('users.list', {});
  const add = useCommand('participants.add');
  const remove = useCommand('participants.remove');
  const mayEdit = useMayEdit();
  const [choosing, setChoosing] = useState(false);
  const rows = found.value ?? [];
  const taken = new Set([ownerId, ...rows.map(({ userId }) => userId)]);
  const free = (users.value ?? []).filter(({ id, disabled }) => !disabled && !taken.has(id));
  const takeOut = async (id: string, userId: string, name: string) => {
    keepFocusNear(document.activeElement, ['section']);
    if ((await remove.run({ id })) === undefined) return;
    notify(common.removedOne(name), {
      action: { label: common.undo, run: () => void add.run({ clientId, userId }) },
    });
  };
  const choose = (userId: string) => {
    setChoosing(false);
    if (userId !== '') void add.run({ clientId, userId });
  };
  return (
    <CardSection
      title={words.participants}
      add={free.length > 0 ? [{ label: words.participant, run: () => setChoosing(true) }] : []}
    >
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, pb: 0.5 }}>
        {rows.map(({ id, name, userId }) => (
          <Chip
            key={id}
            size="small"
            label={name}
            {...(mayEdit('participants', { userId }, 'delete', ownerId)
              ? { onDelete: () => void takeOut(id, userId, name) }
              : {})}
            slotProps={{ root: { 'aria-label': words.participantOf(name) } }}
          />
        ))}
        {choosing && (
          <select
            className="field-select"
            aria-label={words.chooseParticipant}
            // biome-ignore lint/a11y/noAutofocus: it has just been asked for
            autoFocus
            defaultValue=""
            onChange={(event) => choose(event.target.value)}
            onBlur={() => setChoosing(false)}
          >
            <option value="">{words.chooseParticipant}</option>
            {free.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Stack>
      {found.value && rows.length === 0 && !choosing && (
        <Typography variant="body2" sx={{ color: 'text.secondary', pb: 0.5 }}>
          {words.participantsHint}
        </Typography>
      )}
      <FailureText failure={add.error ?? remove.error} />
    </CardSection>
  );
}
