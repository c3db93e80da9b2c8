import { describe, expect, it } from 'vitest';
import { answerFailure, isPassing, networkFailure } from './failures';
import { serverAddress } from './sign-in';

const caused = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
const answer = (status: number, body: string) => answerFailure(new Response(body, { status }));
const refusal = (code: string) => JSON.stringify({ code, error: true, message: '' });

describe('a request without an answer', () => {
  it.each([
    ['ECONNREFUSED', 'sync-offline'],
    ['ENOTFOUND', 'sync-offline'],
    ['ETIMEDOUT', 'sync-timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'sync-timeout'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'sync-certificate'],
    ['CERT_HAS_EXPIRED', 'sync-certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'sync-certificate'],
  ])('%s is %s', (code, expected) => {
    expect(networkFailure(caused(code)).code).toBe(expected);
  });

  it('that took too long is a timeout', () => {
    expect(networkFailure(new DOMException('', 'TimeoutError')).code).toBe('sync-timeout');
  });
});

describe('an answer that refuses', () => {
  it('is read by the code of our own server', async () => {
    expect((await answer(401, refusal('wrong-credentials'))).code).toBe('sync-wrong-password');
    expect((await answer(401, refusal('login-required'))).code).toBe('sync-login-again');
    expect((await answer(426, refusal('update-required'))).code).toBe('sync-update-required');
    expect((await answer(409, refusal('server-restored'))).code).toBe('sync-server-restored');
    expect((await answer(409, refusal('already-resolved'))).code).toBe('already-resolved');
    expect((await answer(429, refusal('too-many-attempts'))).code).toBe('sync-locked-out');
    expect((await answer(429, refusal('too-many-requests'))).code).toBe('sync-busy');
    expect((await answer(507, refusal('storage-full'))).code).toBe('sync-storage-full');
    expect((await answer(507, refusal('quota-exceeded'))).code).toBe('quota-exceeded');
    expect((await answer(403, refusal('a-code-of-tomorrow'))).code).toBe('sync-forbidden');
  });

  it('says how long to wait', async () => {
    const busy = new Response('', { status: 429, headers: { 'retry-after': '7' } });
    expect((await answerFailure(busy)).data).toEqual({ status: 429, retryAfter: 7 });
    expect((await answer(429, '')).data).toEqual({ status: 429 });
    expect(isPassing('sync-busy') && isPassing('sync-storage-full')).toBe(true);
  });

  it('is a stranger or a sick server when it is no word of ours', async () => {
    expect((await answer(404, '<html>')).code).toBe('sync-bad-answer');
    expect((await answer(401, '{"message":"login"}')).code).toBe('sync-bad-answer');
    expect((await answer(502, '<html>')).code).toBe('sync-server-error');
  });

  it('is waited out only where waiting helps', () => {
    expect(isPassing('sync-offline')).toBe(true);
    expect(isPassing('sync-wrong-password')).toBe(false);
  });
});

describe('the address of a server', () => {
  it.each([
    ['crm.example.ru', 'https://crm.example.ru'],
    [' https://crm.example.ru/kartoteka/ ', 'https://crm.example.ru/kartoteka'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://192.168.1.7:8787/', 'http://192.168.1.7:8787'],
    ['http://buhserver:8787', 'http://buhserver:8787'],
  ])('%s is %s', (typed, whole) => {
    expect(serverAddress(typed)).toBe(whole);
  });

  it.each(['', 'http://crm.example.ru', 'ftp://crm.example.ru', 'https://user@crm.example.ru', 'два слова'])(
    '«%s» is refused',
    (typed) => {
      expect(() => serverAddress(typed)).toThrow(expect.objectContaining({ code: 'sync-address-invalid' }));
    },
  );
});
