import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { holdBack, isWhole } from '../http/connections';
import { Refusal } from '../http/errors';
import type { Limits } from './limits';

/** What of one person is under way. */
interface Person {
  running: number;
  /** Bytes of answers that were given to his sockets and not taken from them yet. */
  unread: number;
  readonly waiting: (() => void)[];
}

type GateLimits = Pick<Limits, 'requestsAtOnce' | 'requestsWaiting' | 'longestWaitMs' | 'unreadBytes'>;

/**
 * Works on a bounded number of requests of one person at once, and on none while he leaves too much unread: whoever
 * floods the endpoint waits for himself. The body of a request that waits is not read. To be added after the guard,
 * which says whose the request is.
 */
export function addPersonGate(app: FastifyInstance, limits: GateLimits): void {
  const people = new Map<string, Person>();
  const personOf = (id: string): Person => {
    const known = people.get(id);
    if (known !== undefined) return known;
    const person: Person = { running: 0, unread: 0, waiting: [] };
    people.set(id, person);
    return person;
  };
  const isFree = ({ running, unread }: Person) =>
    running < limits.requestsAtOnce && unread < limits.unreadBytes;
  const goOn = (id: string, person: Person) => {
    while (person.waiting.length > 0 && isFree(person)) {
      person.running += 1;
      person.waiting.shift()?.();
    }
    if (person.running === 0 && person.unread === 0 && person.waiting.length === 0) people.delete(id);
  };
  app.addHook('onRequest', async (request, reply) => {
    const id = request.session?.user.id;
    if (id === undefined) return;
    const person = personOf(id);
    if (isFree(person)) person.running += 1;
    else await inTurn(person, request, reply, limits);
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      person.running -= 1;
      goOn(id, person);
    };
    turns.set(request, leave);
    // Whoever hangs up does not end what is worked on for him: only where nothing was begun is his turn over.
    const closed = () => isWhole(request) || leave();
    if (reply.raw.destroyed) closed();
    else reply.raw.once('close', closed);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const id = request.session?.user.id;
    const bytes = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
    if (id === undefined) return payload;
    const isPiped = typeof payload === 'object' && payload !== null && bytes === 0 && 'pipe' in payload;
    if (reply.raw.destroyed) endTurn(request);
    else if (isPiped) reply.raw.once('close', () => endTurn(request));
    else {
      const person = personOf(id);
      person.unread += bytes;
      reply.raw.once('close', () => {
        person.unread -= bytes;
        goOn(id, person);
      });
      // The work is done; how fast the answer is taken is counted by its bytes.
      endTurn(request);
    }
    return payload;
  });
}

const turns = new WeakMap<FastifyRequest, () => void>();

/** Gives a request's turn back before it is answered: a stream is open for hours, and is counted by itself. */
export function endTurn(request: FastifyRequest): void {
  turns.get(request)?.();
}

/** Resolves when it is the request's turn. @throws Refusal `too-many-requests` */
function inTurn(
  person: Person,
  request: FastifyRequest,
  reply: FastifyReply,
  limits: GateLimits,
): Promise<void> {
  if (person.waiting.length >= limits.requestsWaiting) throw new Refusal('too-many-requests', 5);
  holdBack(request, true);
  return new Promise((resolve, reject) => {
    const done = (end: () => void) => {
      clearTimeout(late);
      reply.raw.off('close', gone);
      const at = person.waiting.indexOf(go);
      if (at >= 0) person.waiting.splice(at, 1);
      holdBack(request, false);
      end();
    };
    const go = () => done(resolve);
    const refuse = () => done(() => reject(new Refusal('too-many-requests', 5)));
    const late = setTimeout(refuse, limits.longestWaitMs);
    const gone = refuse;
    reply.raw.once('close', gone);
    person.waiting.push(go);
  });
}
