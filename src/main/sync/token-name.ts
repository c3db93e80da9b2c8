/** The server's token among the profile's secrets. */
export const tokenName = 'server-token';
