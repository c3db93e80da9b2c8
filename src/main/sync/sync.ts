export function createSync(_o: unknown) {
  return {
    async stop() {},
    own(_n: string, _i: unknown): unknown {
      return null;
    },
  };
}
