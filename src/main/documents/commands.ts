import { buildSnapshot, contractReference } from '@shared/documents/build-snapshot';
import { draftContent } from '@shared/documents/defaults';
import { contentFrom, nextDocuments } from '@shared/documents/flow';
import { canPost, failureOf, nextStatuses } from '@shared/documents/rules';
import type { BusinessDocument } from '@shared/documents/schema';
import { draftTotal } from '@shared/documents/totals';
import { isIsoDate } from '@shared/lib/date-only';
import { Queue } from '@shared/lib/queue';
import { AppError } from '@shared/lib/result';
import type { recordFields } from '@shared/lib/schema';
import type { DataContext, FeatureCommands } from '../data/context';
import { linkNew } from '../deals/link';
import { ownOrganization } from '../organizations/internal-calls';
import { table } from '../reader/reader';
import { takeNumber } from './numbers';
import { checkSnapshot } from './render';

/** Postings one after another: two at once must not read the same counter. */
const posting = new Queue();

async function draft({ records }: DataContext, id: string): Promise<BusinessDocument> {
  const document = await records.get('documents', id);
  if (document.status !== 'draft') throw new AppError('already-posted');
  return document;
}

/** The client's last contract in force, as an invoice names it; '' when there is none. A plus keeps all others' away. */
function lastContract({ db }: DataContext, clientId: string): string {
  const row = db.get(
    `SELECT c_number, c_date FROM ${table('documents')}
     WHERE deleted = 0 AND c_clientId = ? AND +c_type = 'contract' AND +c_status IN ('posted', 'sent', 'signed')
     ORDER BY c_date DESC, id DESC LIMIT 1`,
    [clientId],
  );
  return row ? contractReference(String(row[0]), String(row[1])) : '';
}

async function post(context: DataContext, id: string): Promise<{ number: string }> {
  const { records } = context;
  const document = await draft(context, id);
  const organization = await ownOrganization(context);
  const client = await records.find('clients', document.clientId);
  const [first] = canPost(document, organization, client);
  if (first?.level === 'error') {
    const failure = failureOf(first);
    throw new AppError(failure.code, failure.data);
  }
  if (organization === null || client === null) throw new AppError('not-found');
  // Whatever cannot be printed must be refused before a number is spent on it.
  checkSnapshot(buildSnapshot(document, '', organization, client));
  const { number, series } = await takeNumber(context, {
    id,
    type: document.type,
    date: document.content.date,
  });
  const snapshot = checkSnapshot(buildSnapshot(document, number, organization, client));
  await records.change('documents', id, {
    status: 'posted',
    number,
    series,
    organizationId: organization.id,
    date: document.content.date,
    total: snapshot.totals.total,
    postedAt: context.now(),
    snapshot,
  });
  return { number };
}

type NewDraft = Omit<BusinessDocument, keyof typeof recordFields>;

/** What a draft begins with. @throws AppError `not-found` for the client, `invalid-input` for the date */
async function newDraft(
  context: DataContext,
  { clientId, type, date }: Pick<BusinessDocument, 'clientId' | 'type' | 'date'>,
): Promise<NewDraft> {
  if (!isIsoDate(date)) throw new AppError('invalid-input', { field: 'date' });
  await context.records.get('clients', clientId);
  const organization = await ownOrganization(context);
  const content = draftContent({
    type,
    date,
    organization,
    basis: type === 'contract' ? '' : lastContract(context, clientId),
  });
  return {
    ...{ clientId, type, date, content },
    organizationId: organization?.id ?? '',
    status: 'draft',
    number: '',
    series: '',
    total: 0,
    basedOnId: '',
    postedAt: '',
  };
}

/** A draft made from another document. @throws AppError `not-found`, `invalid-input` for the date or the kind */
async function newDraftFrom(
  context: DataContext,
  { id, type, date }: { id: string; type: BusinessDocument['type']; date: string },
): Promise<NewDraft> {
  const source = await context.records.get('documents', id);
  if (type !== source.type && !nextDocuments[source.type].includes(type)) {
    throw new AppError('invalid-input', { field: 'type' });
  }
  const draft = await newDraft(context, { clientId: source.clientId, type, date });
  const content = contentFrom(source, type, date, await ownOrganization(context));
  return { ...draft, content, total: draftTotal(content), basedOnId: type === source.type ? '' : id };
}

export const documentsCommands: FeatureCommands<'documents'> = {
  async 'documents.newDraft'(context, input) {
    return context.records.stamped<'documents'>(await newDraft(context, input));
  },

  async 'documents.newDraftFrom'(context, input) {
    return context.records.stamped<'documents'>(await newDraftFrom(context, input));
  },

  async 'documents.createDraft'(context, { id, content, dealId, basedOnId = '', ...input }) {
    const { records } = context;
    if (id !== undefined && (await records.find('documents', id)))
      throw new AppError('invalid-input', { field: 'id' });
    const fields = await newDraft(context, { ...input, date: content?.date ?? input.date });
    const typed = content ? { content, total: draftTotal(content) } : {};
    const made = await records.insert(
      'documents',
      { ...fields, ...typed, basedOnId },
      id === undefined ? {} : { id },
    );
    await linkNew(context, 'documents', made, input.clientId, dealId);
    return { id: made };
  },

  async 'documents.changeDraft'(context, { id, content }) {
    const { date, validUntil } = content;
    if (!isIsoDate(date)) throw new AppError('invalid-input', { field: 'date' });
    if (validUntil !== '' && !isIsoDate(validUntil)) {
      throw new AppError('invalid-input', { field: 'validUntil' });
    }
    // In turn with posting: a late autosave must not touch what has just been posted.
    return posting.run(async () => {
      await draft(context, id);
      await context.records.change('documents', id, { content, date, total: draftTotal(content) });
      return null;
    });
  },

  'documents.post': (context, { id }) => posting.run(() => post(context, id)),

  async 'documents.setStatus'({ records }, { id, status }) {
    return posting.run(async () => {
      const document = await records.get('documents', id);
      if (document.status === status) return null;
      if (!nextStatuses(document.type, document.status).includes(status)) {
        throw new AppError('invalid-input', { field: 'status' });
      }
      await records.change('documents', id, { status });
      return null;
    });
  },

  async 'documents.removeDraft'(context, { id }) {
    return posting.run(async () => {
      const document = await context.records.find('documents', id);
      if (document === null) return null;
      if (document.status !== 'draft') throw new AppError('already-posted');
      await context.records.remove('documents', id);
      return null;
    });
  },
};
