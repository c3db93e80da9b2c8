import { startServer } from '../start-server';
import { CliError } from './cli-error';
import type { Settings } from './settings';
import type { CliTexts } from './texts';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Starts the endpoint and keeps it until SIGINT or SIGTERM. @throws CliError */
export async function serveCommand(settings: Settings, texts: CliTexts): Promise<void> {
  const { database, host, port, tls, trustProxy, logLevel, metricsToken, leaseDays, auditDays, limits } =
    settings;
  const server = await startServer({
    database,
    host,
    port,
    tls,
    trustProxy,
    metricsToken,
    leaseDays,
    auditDays,
    limits,
    logger: { level: logLevel },
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new CliError(texts.portBusy(port));
    throw error;
  });
  console.log(texts.listening(server.url));
  console.log(texts.database(server.databaseDescription));
  if (tls === undefined && !loopback.has(host)) console.log(texts.plainHttp);
  const { length } = await server.listUsers();
  console.log(length === 0 ? texts.noUsers : texts.users(length));
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    console.log(texts.stopping);
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
