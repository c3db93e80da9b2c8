import { contentOf, type DraftTexts, draftTexts, isWhole } from '@shared/documents/line-texts';
import type { BusinessDocument, DocumentContent } from '@shared/documents/schema';
import { isIsoDate } from '@shared/lib/date-only';
import type { Failure } from '@shared/lib/result';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDraft } from '../drafts/use-draft';
import { ask } from '../ipc/client';

/** A pause in typing after which the draft's record is written, in milliseconds. */
const pauseMs = 500;

export type SavingState = 'saved' | 'saving' | 'kept' | 'failed';

export interface DocumentDraft {
  readonly texts: DraftTexts;
  readonly change: (change: (before: DraftTexts) => DraftTexts) => void;
  readonly saving: SavingState;
  readonly failure: Failure | undefined;
  /** Writes what is typed now; false when it was refused. */
  readonly flush: () => Promise<boolean>;
  /** Forgets the form's own copy: the document was posted or removed. */
  readonly forget: () => void;
}

const storable = ({ date, validUntil }: DocumentContent) =>
  isIsoDate(date) && (validUntil === '' || isIsoDate(validUntil));

/**
 * A draft under edit: what is typed is kept on this device at once and written into the record at every pause. What
 * the record cannot hold (an impossible date, «пять штук») stays in the form's own copy until it is corrected.
 */
export function useDocumentDraft(document: BusinessDocument): DocumentDraft {
  const [start] = useState(() => draftTexts(document.content));
  const draft = useDraft<DraftTexts>(`document:${document.id}`, start);
  const [saving, setSaving] = useState<SavingState>('saved');
  const [failure, setFailure] = useState<Failure>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(draft.value);
  latest.current = draft.value;
  const written = useRef(draft.value);
  const over = useRef(false);
  const { clear, set } = draft;

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    const texts = latest.current;
    if (over.current || texts === written.current) return true;
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
  }, [document.id, clear]);

  const change = useCallback(
    (apply: (before: DraftTexts) => DraftTexts) => {
      set((before) => {
        const next = apply(before);
        latest.current = next;
        return next;
      });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), pauseMs);
    },
    [set, flush],
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
