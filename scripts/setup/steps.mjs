// @ts-check
import { EXIT, SetupError } from './run.mjs';

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {(env: NodeJS.ProcessEnv) => Promise<number>} work gives the exit code
 * @property {(ok: boolean) => import('./test-report.mjs').Counts} [counts]
 */

/**
 * Runs steps in their order up to the first one that fails.
 * @param {Readonly<Record<string, Step>>} steps
 * @param {readonly string[]} names which of them
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./log.mjs').Log} log
 * @param {boolean} [all] goes on after one that fails
 * @returns {Promise<import('./test-report.mjs').StepResult[]>}
 */
export async function runSteps(steps, names, env, log, all = false) {
  /** @type {import('./test-report.mjs').StepResult[]} */
  const results = [];
  for (const name of names) {
    const step = steps[name];
    if (!step) throw new SetupError(`There is no step ${name}.`, EXIT.usage);
    const result = await runStep(name, step, env, log);
    results.push(result);
    if (!result.ok && !all) break;
  }
  return results;
}

/**
 * @param {string} name
 * @param {Step} step
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./log.mjs').Log} log
 */
async function runStep(name, step, env, log) {
  log.say(`\n== ${step.title}`);
  const begun = performance.now();
  let ok = false;
  try {
    ok = (await step.work(env)) === 0;
  } catch (error) {
    log.say(
      error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error),
    );
  }
  return { name, ok, ms: performance.now() - begun, counts: step.counts?.(ok) };
}
