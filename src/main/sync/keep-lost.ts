export async function keepLost(..._all: unknown[]): Promise<void> {}
