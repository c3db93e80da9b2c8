export function startReminders(_services: object): void {}
