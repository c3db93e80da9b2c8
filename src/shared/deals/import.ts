import { emptyLine } from '../documents/defaults';
import type { DocumentLine } from '../documents/schema';
import { date } from '../fields/make';
import { livingStages } from '../funnels/rules';
import type { CompletionIssue, RecordImport } from '../import/record-import';
import { type Currency, type Deal, type DealStep, STAGE_PROBABILITY } from './schema';

const goods = (name: string): DocumentLine => ({ ...emptyLine('1', 'none'), name: name.slice(0, 2000) });

/** Noon: the day stays the same in every time zone of the country. */
const noon = (day: string): string => `${day}T09:00:00.000Z`;

/**
 * Deals out of a file of another program. What such a file lacks is completed, never guessed: a deal without a client
 * stays without one, one of an unknown stage begins at the first, one that was lost without a reason is told of.
 */
export const dealImport: RecordImport = {
  extras: { began: date() },
  // The funnel is chosen for the whole file; a contact of that name may be another client's.
  skips: ['funnelId', 'contactIds', 'pricesIncludeVat'],
  headers: {
    title:
      'название сделки, сделка, наименование сделки, имя сделки, название, тема, deal, deal name, deal title, title, ' +
      'opportunity, opportunity name, name',
    clientId:
      'клиент, компания, контрагент, организация, покупатель, заказчик, компания контакта, account, account name, ' +
      'company, company name, organization, organisation, customer, client, associated company, deal organization',
    amount:
      'сумма, бюджет, бюджет сделки, сумма сделки, стоимость, цена, amount, value, deal value, close value, budget, price, revenue',
    currency: 'валюта, валюта сделки, currency',
    stageId:
      'этап, этап сделки, стадия, стадия сделки, статус, статус сделки, stage, deal stage, pipeline stage, status, sales stage',
    probability: 'вероятность, вероятность сделки, probability, win probability',
    expectedClose:
      'дата закрытия, ожидаемая дата закрытия, предполагаемая дата закрытия, дата завершения, закрыта, close date, ' +
      'expected close date, closed date, closing date',
    began:
      'дата создания, дата создания сделки, дата начала, начата, engage date, created, created at, create date, ' +
      'start date, deal created',
    ownerId:
      'ответственный, менеджер, ответственный менеджер, продавец, owner, deal owner, sales agent, salesperson, ' +
      'responsible, manager',
    lines: 'товар, товары, продукт, услуга, товары и услуги, product, products, product name, item',
    source: 'источник, источник сделки, source, lead source, original source',
    competitor: 'конкурент, competitor',
    lostReasonId:
      'причина отказа, причина закрытия, причина проигрыша, lost reason, close reason, closed lost reason',
    tags: 'теги, метки, теги сделки, tags, labels, label',
    about: 'примечание, комментарий, описание, примечания, comment, comments, notes, description, note',
  },
  telling: { fields: ['title', 'amount', 'stageId', 'probability', 'expectedClose', 'began'], least: 3 },
  read: { lines: (text) => ({ value: [goods(text)] }) },
  sameBy: ['title', 'clientId', 'amount', 'currency', 'expectedClose', 'about'],
  notes: 'about',
  complete({ values, names, columns }, { now, today, ownerId, tag, funnel, newId }) {
    const issues: CompletionIssue[] = [];
    const given = values as Partial<Deal> & { readonly began?: string };
    const stages = livingStages(funnel);
    const first = stages.find(({ kind }) => kind === 'open') ?? stages[0];
    const stage = stages.find(({ id }) => id === given.stageId) ?? first;
    const negative = (given.amount ?? 0) < 0;
    if (negative) issues.push({ code: 'amount-negative', field: 'amount', keeps: true });
    const amount = negative ? 0 : (given.amount ?? 0);
    if (columns.has('clientId') && !given.clientId && !names.clientId) {
      issues.push({ code: 'client-missing', field: 'clientId' });
    }
    if (stage?.kind === 'lost' && !given.lostReasonId) {
      issues.push({ code: 'deal-lost-no-reason', field: 'stageId' });
    }
    const lines = (given.lines ?? []).map((line) => (line.price === 0 ? { ...line, price: amount } : line));
    const told = [lines[0]?.name ?? '', names.clientId ?? ''].filter(Boolean);
    const title = given.title || told.join(', ').slice(0, 500);
    const step = (day: string, fromStageId: string, toStageId: string): DealStep => ({
      ...{ id: newId(), at: noon(day), by: '', fromStageId, toStageId, amount },
    });
    const close = given.expectedClose ?? '';
    const closed = stage && stage.kind !== 'open' ? (close !== '' && close <= today ? close : '') : '';
    const began = given.began && given.began <= (closed || today) ? given.began : '';
    const steps: DealStep[] = [];
    if (stage && closed !== '' && began !== '' && first) {
      steps.push(step(began, '', first.id), step(closed, first.id, stage.id));
    } else if (stage) {
      const day = closed || began;
      steps.push({ ...step(day || today, '', stage.id), ...(day === '' ? { at: now } : {}) });
    }
    return {
      issues,
      fields: {
        title,
        clientId: given.clientId ?? '',
        contactIds: [],
        amount,
        amountByHand: true,
        lines,
        pricesIncludeVat: true,
        currency: given.currency ?? ('RUB' satisfies Currency),
        funnelId: funnel.id,
        stageId: stage?.id ?? '',
        probability: given.probability ?? STAGE_PROBABILITY,
        expectedClose: close,
        ownerId: given.ownerId || ownerId,
        participantIds: given.participantIds ?? [],
        source: given.source ?? '',
        competitor: given.competitor ?? '',
        lostReasonId: stage?.kind === 'lost' ? (given.lostReasonId ?? '') : '',
        lostComment: given.lostComment ?? '',
        tags: [...new Set([...(given.tags ?? []), ...(tag === '' ? [] : [tag])])].slice(0, 100),
        about: given.about ?? '',
        steps,
        links: [],
      } satisfies Omit<
        Deal,
        'id' | 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy' | 'device' | 'importId'
      >,
    };
  },
};
