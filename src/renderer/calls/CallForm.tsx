import type { CallRow } from '@shared/calls/contract';
import { type CallDraft, draftOfCall, newCallDraft } from '@shared/calls/draft';
import { useMemo, useRef } from 'react';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { nowIso, systemZone } from '../ui/clock';
import { CallSheet } from './CallSheet';
import { ConfirmGone } from './ConfirmGone';

interface Props {
  readonly clientId?: string;
  readonly contactId?: string;
  readonly number?: string;
  /** What the comment of a new call begins with. */
  readonly comment?: string;
  /** The logged call to correct; without it a new one is written. */
  readonly callId?: string;
  /** The task that the call is made for. */
  readonly taskId?: string;
  /** The deal a new call is about. */
  readonly dealId?: string;
  readonly onClose: () => void;
}

/** «Записать звонок»: a new call, its timer running where it was dialled from here, or the correction of a logged one. */
export function CallForm(props: Props) {
  const { callId, onClose, clientId = '', contactId = '', number = '', comment = '', taskId, dealId } = props;
  if (callId !== undefined) return <LoggedCall key={callId} callId={callId} onClose={onClose} />;
  const key = `${clientId} ${contactId} ${number}`;
  return (
    <NewCall
      key={key}
      fields={{ clientId, contactId, number, comment, ...(taskId ? { ticks: { [taskId]: true } } : {}) }}
      {...(dealId ? { dealId } : {})}
      onClose={onClose}
    />
  );
}

interface NewProps {
  readonly fields: Pick<CallDraft, 'clientId' | 'contactId' | 'number' | 'comment' | 'ticks'>;
  readonly dealId?: string;
  readonly onClose: () => void;
}

function NewCall({ fields, dealId, onClose }: NewProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the call begins once, when the form opens
  const initial = useMemo(() => newCallDraft(nowIso(), systemZone(), fields), []);
  return (
    <CallSheet
      draftName={`call:${dealId ?? fields.clientId}`}
      initial={initial}
      asked={fields}
      {...(dealId ? { dealId } : {})}
      onClose={onClose}
    />
  );
}

function LoggedCall({ callId, onClose }: { readonly callId: string; readonly onClose: () => void }) {
  const { calls } = useTexts();
  const live = useLive('calls.byId', { id: callId });
  const opened = useRef<{ call: CallRow; draft: CallDraft }>(undefined);
  if (live.value && !opened.current) {
    opened.current = { call: live.value, draft: draftOfCall(live.value, systemZone()) };
  }
  if (opened.current) {
    const { call, draft } = opened.current;
    return (
      <CallSheet
        draftName={`call-edit:${callId}`}
        initial={draft}
        call={live.value ?? call}
        onClose={onClose}
      />
    );
  }
  return live.value === null ? <ConfirmGone text={calls.form.gone} onClose={onClose} /> : null;
}
