import { contentOf, type DraftTexts, draftTexts, isWhole } from '@shared/documents/line-texts';
import type { BusinessDocument, DocumentContent } from '@shared/documents/schema';
import { isIsoDate } from '@shared/lib/date-only';
import type { Failure } from '@shared/lib/result';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDraft } from '../drafts/use-draft';
import { ask } from '../ipc/client';

/** A pause in typing after which the draft's record is written, in milliseconds. */
const pauseMs = 500;

/** `new`: nothing was typed, and nothing is written. */
type SavingState = 'new' | 'saved' | 'saving' | 'kept' | 'failed';

export interface DocumentDraft {
  readonly texts: DraftTexts;
  readonly change: (change: (before: DraftTexts) => DraftTexts) => void;
  readonly saving: SavingState;
  readonly failure: Failure | undefined;
  /** Writes what is typed now, and with `anyway` a draft nothing was typed into; false when it was refused. */
  readonly flush: (anyway?: boolean) => Promise<boolean>;
  /** Forgets the form's own copy: the document was posted or removed. */
  readonly forget: () => void;
}

const storable = ({ date, validUntil }: DocumentContent) =>
  isIsoDate(date) && (validUntil === '' || isIsoDate(validUntil));

/**
 * A draft under edit: what is typed is kept on this device at once and written into the record at every pause. What
 * the record cannot hold (an impossible date, «пять штук») stays in the form's own copy until it is corrected.
 * @param isWritten whether its record is there; else the first change writes it, and a form closed unchanged leaves none
 */
export function useDocumentDraft(document: BusinessDocument, isWritten: boolean): DocumentDraft {
  const [start] = useState(() => draftTexts(document.content));
  const draft = useDraft<DraftTexts>(`document:${document.id}`, start);
  const [saving, setSaving] = useState<SavingState>(isWritten ? 'saved' : 'new');
  const [failure, setFailure] = useState<Failure>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(draft.value);
  latest.current = draft.value;
  const written = useRef(draft.value);
  const over = useRef(false);
  const { clear, set } = draft;

  const creating = useRef<Promise<boolean>>(isWritten ? Promise.resolve(true) : undefined);
  const begun = useRef(document);
  const create = useCallback((): Promise<boolean> => {
    const { id, clientId, type, date, content, basedOnId = '' } = begun.current;
    creating.current ??= ask('documents.createDraft', { id, clientId, type, date, content, basedOnId }).then(
      (result) => {
        if (result.ok) return true;
        creating.current = undefined;
        setSaving('failed');
        setFailure(result.error);
        return false;
      },
    );
    return creating.current;
  }, []);

  const flush = useCallback(
    async (anyway = false): Promise<boolean> => {
      clearTimeout(timer.current);
      const texts = latest.current;
      const isSame = texts === written.current;
      if (over.current || (isSame && !anyway)) return true;
      if (!(await create())) return false;
      if (isSame) return true;
      const content = contentOf(texts);
      if (!storable(content)) {
        setSaving('kept');
        return false;
      }
      setSaving('saving');
      const result = await ask('documents.changeDraft', { id: document.id, content });
      if (!result.ok) {
        setSaving('failed');
        setFailure(result.error);
        return false;
      }
      setFailure(undefined);
      if (latest.current === texts) {
        written.current = texts;
        setSaving(isWhole(texts) ? 'saved' : 'kept');
        if (isWhole(texts)) clear();
      }
      return true;
    },
    [document.id, clear, create],
  );

  const change = useCallback(
    (apply: (before: DraftTexts) => DraftTexts) => {
      set((before) => {
        const next = apply(before);
        latest.current = next;
        return next;
      });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), pauseMs);
      // From the first sign on it is in the database: what the form keeps of its own belongs to a record.
      void create();
    },
    [set, flush, create],
  );

  // Closing the form must not wait for the pause.
  useEffect(() => () => void flush(), [flush]);

  const forget = useCallback(() => {
    over.current = true;
    clearTimeout(timer.current);
    clear();
  }, [clear]);

  return { texts: draft.value, change, saving, failure, flush, forget };
}
