import { defaultAuditDays } from '../auth/audit';
import type { Limits } from '../limits/limits';
import type { DatabaseChoice } from '../store/database';
import { CliError } from './cli-error';
import type { CliTexts } from './texts';

export interface Settings {
  readonly database: DatabaseChoice;
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly trustProxy: string | undefined;
  readonly logLevel: string;
  readonly metricsToken: string | undefined;
  readonly leaseDays: number;
  /** How long the log is kept; 0 for ever. */
  readonly auditDays: number;
  /** What one person may store, and everybody's files. */
  readonly limits: Partial<Limits>;
}

/** Reads the environment. @throws CliError */
export function readSettings(environment: NodeJS.ProcessEnv, texts: CliTexts): Settings {
  const { DATABASE_URL, KARTOTEKA_DATA, HOST, PORT, TLS_CERT, TLS_KEY, TRUST_PROXY, LOG_LEVEL } = environment;
  const { METRICS_TOKEN, LEASE_DAYS, AUDIT_DAYS } = environment;
  const leaseDays = LEASE_DAYS ? Number(LEASE_DAYS) : 30;
  if (!Number.isInteger(leaseDays) || leaseDays < 0 || leaseDays > 3650) throw new CliError(texts.leaseWrong);
  const auditDays = AUDIT_DAYS ? Number(AUDIT_DAYS) : defaultAuditDays;
  if (!Number.isInteger(auditDays) || auditDays < 0 || auditDays > 36_500)
    throw new CliError(texts.auditDaysWrong);
  const limits = {
    ...shareOf('recordsBytes', environment.RECORDS_QUOTA_MB, texts),
    ...shareOf('filesBytes', environment.FILES_QUOTA_MB, texts),
    ...shareOf('workspaceFilesBytes', environment.WORKSPACE_FILES_MB, texts),
  };
  const port = PORT ? Number(PORT) : 8787;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new CliError(texts.portWrong);
  if (Boolean(TLS_CERT) !== Boolean(TLS_KEY)) throw new CliError(texts.tlsBoth);
  return {
    database: DATABASE_URL ? { url: DATABASE_URL } : { folder: KARTOTEKA_DATA || '.server-data' },
    host: HOST || '127.0.0.1',
    port,
    tls: TLS_CERT && TLS_KEY ? { cert: TLS_CERT, key: TLS_KEY } : undefined,
    trustProxy: TRUST_PROXY || undefined,
    logLevel: LOG_LEVEL || 'info',
    metricsToken: METRICS_TOKEN || undefined,
    leaseDays,
    auditDays,
    limits,
  };
}

/** A limit as it is told, in whole megabytes; nothing where it is not told. @throws CliError */
function shareOf(name: keyof Limits, told: string | undefined, texts: CliTexts): Partial<Limits> {
  if (told === undefined || told === '') return {};
  const megabytes = Number(told);
  if (!Number.isInteger(megabytes) || megabytes < 1 || megabytes > 1_000_000_000)
    throw new CliError(texts.quotaWrong);
  return { [name]: megabytes * 1024 * 1024 };
}
