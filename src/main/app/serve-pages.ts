import type { CallOutput } from '@shared/contract';
import { failure, type Result } from '@shared/lib/result';
import type { WebContents } from 'electron';
import { serveIpc } from '../ipc/serve';
import { answeredLocked } from '../security/answered-locked';
import { describeError, toFailure } from '../threads/failures';
import { sinceInput } from './input-clock';
import { checkPageCall } from './page-rules';
import type { HandlerServices } from './system';
import type { Workspace } from './workspace';

/** Answers the pages of our windows: commands and queries by the workspace, effects of the desktop here. */
export function servePages(services: HandlerServices & { readonly workspace: Workspace }): void {
  const { lock, workspace, states, profile, log, windows } = services;
  const unlessLocked = async (work: () => Promise<Result<unknown>>): Promise<Result<unknown>> =>
    lock.locked ? failure('app-locked') : work();
  serveIpc(
    {
      command: (name, input) => unlessLocked(() => workspace.command(name, input)),
      read: (name, input) => unlessLocked(() => workspace.read(name, input)),
      system: async (name, input, sender) =>
        lock.locked && !answeredLocked.has(name)
          ? failure('app-locked')
          : callSystem(services, name, input, sender, () =>
              checkPageCall(name, {
                phase: states.get('app.status')?.phase,
                demo: profile.state.demo,
                sinceInput: sinceInput(sender),
              }),
            ),
      watchLive: (name, input, listener) => workspace.live.watch(name, input, listener),
      watchState: (name, listener, sender) =>
        states.watch(name, (value) => {
          if (isMeantFor(sender.id, name, value)) listener(value);
        }),
      refused: (why) => log.warn(`refused ${why}`),
    },
    (contents) => windows.isOurs(contents),
  );
}

/** A command of the menu is for the window a person is in, a flush for those that close; the rest for all. */
function isMeantFor(window: number, name: string, value: unknown): boolean {
  if (name === 'app.intent') {
    const intent = value as CallOutput<'app.intent'>;
    return intent === null || intent.window === window;
  }
  if (name === 'app.flush') return (value as CallOutput<'app.flush'>).windows.includes(window);
  return true;
}

/** Does an effect of the desktop for a page; `check` refuses what the page may not ask now. */
export async function callSystem(
  services: HandlerServices,
  name: string,
  input: unknown,
  sender: WebContents,
  check: () => void = () => {},
): Promise<Result<unknown>> {
  try {
    check();
    // What only calls need is loaded with the first of them, not before the first window.
    const [{ validateInput }, { handlers }] = await Promise.all([
      import('../ipc/validate'),
      import('./handlers'),
    ]);
    const sound = validateInput('system', name, input);
    const handler = handlers[name as keyof typeof handlers] as (context: unknown, input: unknown) => unknown;
    return { ok: true, value: await handler({ ...services, sender }, sound) };
  } catch (error) {
    const refused = toFailure(error);
    if (refused.code === 'internal') services.log.error(`${name}: ${describeError(error)}`);
    return { ok: false, error: refused };
  }
}
