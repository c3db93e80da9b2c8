/** A refusal whose message is already a sentence for the person at the terminal. */
export class CliError extends Error {}
