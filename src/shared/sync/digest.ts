/**
 * The header with the SHA-256 of a body before compression, 64 hexadecimal digits, in both directions. A line
 * without TLS, a proxy or a failing card can change bytes so that the JSON still reads; what does not match is asked
 * for again. Both sides do without it when it is missing.
 */
export const digestHeader = 'x-kartoteka-sha256';
