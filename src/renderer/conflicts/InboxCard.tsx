import type { InboxItem, InboxWords } from '@shared/inbox/contract';
import { isOnePiece, knownFieldsOf, takeOf } from '@shared/inbox/rules';
import { wordsOf } from '@shared/texts/kinds-words';
import { useState } from 'react';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { useSettings, useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { ConflictFrame } from './ConflictFrame';
import { InboxFields } from './InboxFields';

interface Props {
  readonly item: InboxItem;
  readonly words: InboxWords;
  readonly onDone: () => Promise<void>;
}

/** One edit that waits for the head: whose it is and why it waits, its fields, and the decision. */
export function InboxCard({ item, words, onDone }: Props) {
  const { conflicts, errors, kinds } = useTexts();
  const { inbox } = conflicts;
  const { language } = useSettings();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const resolve = useCommand('inbox.resolve');
  const reopen = useCommand('inbox.reopen');
  const busy = resolve.busy || reopen.busy;
  const fields = knownFieldsOf(item);
  const open = item.status === 'open';
  const person = (id: string | null) => words.names[id ?? ''] || conflicts.somebody;
  const kind = wordsOf(kinds, item.collection)?.one ?? inbox.record;
  const title = words.titles[item.recordId] || titleIn(item);
  const chosen = fields.map(({ field }) => field).filter((field) => !left.has(field));
  const take = takeOf(item, chosen);

  const decide = async (taken: typeof take) => {
    const done = await resolve.run({ id: item.id, take: taken });
    if (done !== undefined) {
      notify(taken === 'none' ? inbox.rejected : inbox.accepted, {
        action: {
          label: conflicts.reopen,
          run: () => void undo(),
        },
      });
    }
    await onDone();
  };
  const undo = async () => {
    // The card has left the list by now: what goes wrong is told by itself.
    const result = await ask('inbox.reopen', { id: item.id });
    if (!result.ok) notify(errors[result.error.code](result.error.data), { tone: 'error' });
    await onDone();
  };
  const openAgain = async () => {
    if ((await reopen.run({ id: item.id })) !== undefined) notify(inbox.reopened);
    await onDone();
  };
  const toggle = (field: string, taken: boolean) =>
    setLeft((before) => new Set(taken ? [...before].filter((one) => one !== field) : [...before, field]));
  const when = formatInstant(item.at, language);
  return (
    <ConflictFrame
      row={{
        recordKind: item.collection,
        clientId: item.clientId,
        clientName: words.names[item.clientId] ?? '',
        kind: 'fields',
        fixed: words.titles[item.recordId] === undefined,
      }}
      title={title === '' ? kind : `${kind}: ${title}`}
      story={[inbox.story(person(item.by), when, item.deviceName), inbox.reasons[item.reason]].join(' ')}
      actions={
        item.mayResolve &&
        (open ? (
          <>
            <Button
              variant="contained"
              disabled={busy || take === 'none'}
              onClick={() => void decide(take)}
              aria-label={inbox.acceptOf(title || kind)}
            >
              {inbox.accept}
            </Button>
            <Button
              disabled={busy}
              onClick={() => void decide('none')}
              aria-label={inbox.rejectOf(title || kind)}
            >
              {inbox.reject}
            </Button>
          </>
        ) : (
          <Button variant="outlined" disabled={busy} onClick={() => void openAgain()}>
            {conflicts.reopen}
          </Button>
        ))
      }
    >
      {!open && (
        <Typography variant="body2" sx={{ mb: 1 }}>
          {conflicts.decidedBy(person(item.resolvedBy), formatInstant(item.resolvedAt, language))}
          {'. '}
          {(item.taken ?? []).length === 0 && !item.deletes ? inbox.wasRejected : ''}
        </Typography>
      )}
      {(item.deletes || item.isNew) && (
        <Typography variant="body2" sx={{ color: item.deletes ? 'warning.main' : 'text.primary', mb: 1 }}>
          {item.deletes ? inbox.deletes : inbox.isNew}
        </Typography>
      )}
      {fields.length > 0 && (
        <InboxFields
          item={item}
          fields={fields}
          names={words.names}
          left={left}
          onToggle={open && item.mayResolve && !isOnePiece(item) ? toggle : undefined}
        />
      )}
      {fields.length === 0 && !item.deletes && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {inbox.noFields}
        </Typography>
      )}
      {!item.mayResolve && (
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>
          {inbox.notYours}
        </Typography>
      )}
      <FailureText failure={resolve.error ?? reopen.error} />
    </ConflictFrame>
  );
}

/** What a record that is not on this device calls itself. */
function titleIn({ fields }: InboxItem): string {
  for (const name of ['name', 'title', 'text', 'number']) {
    const mine = fields.find(({ field }) => field === name)?.mine;
    if (typeof mine === 'string' && mine.trim() !== '') return mine.slice(0, 200);
  }
  return '';
}
