import type { Language } from '@shared/settings/contract';
import type { UserError } from '../auth/users';

const ru = {
  language: 'ru' as Language,
  usage: `Сервер репликации «Картотеки».

  npm run server                                   запустить
  npm run server -- user add --login anna --name "Анна Петрова" [--role seller|head|admin] [--password-stdin]
  npm run server -- user list
  npm run server -- user password --login anna [--password-stdin]
  npm run server -- user disable --login anna      (вернуть: user enable)
  npm run server -- user role --login anna --role head
  npm run server -- user team --login anna --team "Отдел продаж"   (без --team — вывести из команды)
  npm run server -- audit [--from 2026-11-01] [--to 2026-11-30] [--user anna] [--kind exports] [--limit 100] [--json]
                                                   журнал: входы, роли, устройства, выгрузки; --limit 0 — весь
  npm run server -- restored                       база данных восстановлена из резервной копии

Настройки (переменные окружения): HOST, PORT, TLS_CERT, TLS_KEY, DATABASE_URL, KARTOTEKA_DATA, TRUST_PROXY, LOG_LEVEL,
LEASE_DAYS, AUDIT_DAYS, METRICS_TOKEN, RECORDS_QUOTA_MB, FILES_QUOTA_MB, WORKSPACE_FILES_MB.`,
  listening: (url: string) => `Сервер слушает ${url}`,
  database: (description: string) => `База данных: ${description}`,
  noUsers:
    'Сотрудников пока нет. Добавьте первого (в другом окне):\n  npm run server -- user add --login anna --name "Анна Петрова" --role admin',
  users: (count: number) =>
    `Сотрудников: ${count}. Добавить ещё: npm run server -- user add --login … --name "…"`,
  plainHttp: 'Внимание: без TLS пароли и данные идут по сети открытым текстом. Задайте TLS_CERT и TLS_KEY.',
  stopping: 'Останавливаюсь…',
  added: (login: string, name: string, role: string) => `Сотрудник добавлен: ${login}, ${name}, ${role}`,
  passwordChanged: (login: string) => `Пароль изменён: ${login}. Все его сеансы завершены.`,
  disabled: (login: string) => `Вход закрыт: ${login}`,
  enabled: (login: string) => `Вход открыт: ${login}`,
  roleChanged: (login: string, role: string) => `Роль изменена: ${login}, ${role}`,
  teamChanged: (login: string) => `Команда изменена: ${login}`,
  disabledMark: 'вход закрыт',
  nobody: 'Сотрудников нет.',
  generated: (password: string) => `Пароль (показывается один раз): ${password}`,
  askPassword: 'Пароль (пустая строка — создать): ',
  repeatPassword: 'Ещё раз: ',
  passwordsDiffer: 'Пароли не совпали.',
  passwordShort: (least: number) => `Пароль слишком короткий. Нужно не меньше ${least} знаков.`,
  needLogin: 'Не указан логин. Добавьте --login.',
  needName: 'Не указано имя. Добавьте --name.',
  unknownCommand: 'Такой команды нет. Список команд: npm run server -- --help',
  folderBusy: (pid: number) =>
    `Папка данных уже открыта процессом ${pid}. Остановите его или задайте другую папку в KARTOTEKA_DATA.`,
  doorSilent: (pid: number) =>
    `Папка данных открыта процессом ${pid}, но он не отвечает на команды. Перезапустите сервер и повторите.`,
  portBusy: (port: number) => `Порт ${port} занят. Задайте другой: PORT=8788 npm run server`,
  portWrong: 'PORT должен быть числом от 0 до 65535.',
  leaseWrong: 'LEASE_DAYS — целое число дней от 0 (без срока) до 3650.',
  auditDaysWrong: 'AUDIT_DAYS — целое число дней от 0 (без срока) до 36500.',
  dayWrong: (option: string) => `${option}: день вида 2026-11-30.`,
  limitWrong: '--limit: целое число от 0 (весь журнал).',
  kindWrong: (known: string) => `--kind: одно из ${known}.`,
  restoreNoted:
    'Отмечено: база данных восстановлена из резервной копии. Компьютеры сотрудников вернут то, чего в ней нет; новые серии номеров начнутся дальше.',
  noEntries: 'Записей нет.',
  moreEntries: (limit: number) => `Показаны последние ${limit}. Раньше них есть ещё: --limit ${limit * 10}`,
  tlsBoth: 'Задайте и TLS_CERT, и TLS_KEY.',
  quotaWrong: 'Квоты (RECORDS_QUOTA_MB, FILES_QUOTA_MB, WORKSPACE_FILES_MB) — целые мегабайты, от 1.',
  noDatabase:
    'Не указана база данных: задайте DATABASE_URL. Встроенной базы (PGlite) в этой установке нет; её ставит npm ci без --omit=optional.',
  newerDatabase: 'Эту базу уже обновила более новая версия сервера. Обновите сервер.',
  databaseFailed: (code: string) =>
    `База данных не открывается (${code}). Проверьте DATABASE_URL или KARTOTEKA_DATA.`,
  userError: {
    'login-taken': 'Такой логин уже есть.',
    'login-invalid': 'Логин: от 1 до 120 знаков, без пробелов.',
    'name-invalid': 'Имя: от 1 до 300 знаков.',
    'role-invalid': 'Роль: seller, head или admin.',
    'no-such-user': 'Такого сотрудника нет.',
    'no-such-team': 'Такой команды нет.',
    'last-admin': 'Это последний администратор: сначала назначьте другого.',
  } satisfies Record<UserError['code'], string>,
};

const en: typeof ru = {
  language: 'en',
  usage: `Kartoteka's replication endpoint.

  npm run server                                   start
  npm run server -- user add --login anna --name "Anna Petrova" [--role seller|head|admin] [--password-stdin]
  npm run server -- user list
  npm run server -- user password --login anna [--password-stdin]
  npm run server -- user disable --login anna      (undo: user enable)
  npm run server -- user role --login anna --role head
  npm run server -- user team --login anna --team "Sales"          (without --team: out of the team)
  npm run server -- audit [--from 2026-11-01] [--to 2026-11-30] [--user anna] [--kind exports] [--limit 100] [--json]
                                                   the log: sign-ins, roles, devices, exports; --limit 0: all of it
  npm run server -- restored                       the database was restored from a backup

Settings (environment): HOST, PORT, TLS_CERT, TLS_KEY, DATABASE_URL, KARTOTEKA_DATA, TRUST_PROXY, LOG_LEVEL,
LEASE_DAYS, AUDIT_DAYS, METRICS_TOKEN, RECORDS_QUOTA_MB, FILES_QUOTA_MB, WORKSPACE_FILES_MB.`,
  listening: (url) => `Listening on ${url}`,
  database: (description) => `Database: ${description}`,
  noUsers:
    'There are no employees yet. Add the first one (in another window):\n  npm run server -- user add --login anna --name "Anna Petrova" --role admin',
  users: (count) => `Employees: ${count}. Add another: npm run server -- user add --login … --name "…"`,
  plainHttp:
    'Careful: without TLS passwords and data cross the network in the clear. Set TLS_CERT and TLS_KEY.',
  stopping: 'Stopping…',
  added: (login, name, role) => `Employee added: ${login}, ${name}, ${role}`,
  passwordChanged: (login) => `Password changed: ${login}. All their sessions have ended.`,
  disabled: (login) => `Sign-in disabled: ${login}`,
  enabled: (login) => `Sign-in enabled: ${login}`,
  roleChanged: (login, role) => `Role changed: ${login}, ${role}`,
  teamChanged: (login) => `Team changed: ${login}`,
  disabledMark: 'sign-in disabled',
  nobody: 'No employees.',
  generated: (password) => `Password (shown once): ${password}`,
  askPassword: 'Password (an empty line creates one): ',
  repeatPassword: 'Once more: ',
  passwordsDiffer: 'The passwords differ.',
  passwordShort: (least) => `The password is shorter than ${least} characters.`,
  needLogin: 'The login is missing. Add --login.',
  needName: 'The name is missing. Add --name.',
  unknownCommand: 'There is no such command. For the list: npm run server -- --help',
  folderBusy: (pid) =>
    `The data folder is open in process ${pid}. Stop it or choose another folder with KARTOTEKA_DATA.`,
  doorSilent: (pid) =>
    `The data folder is open in process ${pid}, which does not answer commands. Restart the server and repeat.`,
  portBusy: (port) => `Port ${port} is in use. Choose another: PORT=8788 npm run server`,
  portWrong: 'PORT must be a number from 0 to 65535.',
  leaseWrong: 'LEASE_DAYS is a whole number of days, from 0 (for ever) to 3650.',
  auditDaysWrong: 'AUDIT_DAYS is a whole number of days, from 0 (for ever) to 36500.',
  dayWrong: (option) => `${option}: a day like 2026-11-30.`,
  limitWrong: '--limit: a whole number, from 0 (the whole log).',
  kindWrong: (known) => `--kind: one of ${known}.`,
  restoreNoted:
    'Noted: the database was restored from a backup. Computers bring back what it lacks; new series of numbers begin further on.',
  noEntries: 'No entries.',
  moreEntries: (limit) => `The latest ${limit} are shown. There are older ones: --limit ${limit * 10}`,
  tlsBoth: 'Set both TLS_CERT and TLS_KEY.',
  quotaWrong: 'Quotas (RECORDS_QUOTA_MB, FILES_QUOTA_MB, WORKSPACE_FILES_MB) are whole megabytes, from 1.',
  noDatabase:
    'No database is set: set DATABASE_URL. This install has no embedded one (PGlite); npm ci without --omit=optional brings it.',
  newerDatabase: 'A newer server has already upgraded this database. Upgrade this server.',
  databaseFailed: (code) => `The database does not open (${code}). Check DATABASE_URL or KARTOTEKA_DATA.`,
  userError: {
    'login-taken': 'This login is taken.',
    'login-invalid': 'A login has 1 to 120 characters and no spaces.',
    'name-invalid': 'A name has 1 to 300 characters.',
    'role-invalid': 'The role is seller, head or admin.',
    'no-such-user': 'There is no such employee.',
    'no-such-team': 'There is no such team.',
    'last-admin': 'This is the last administrator: give another employee this role first.',
  },
};

/** Russian unless the environment asks for English. */
export function cliTexts(environment: NodeJS.ProcessEnv): typeof ru {
  const language = environment.KARTOTEKA_LANG ?? environment.LC_ALL ?? environment.LANG ?? '';
  return language.toLowerCase().startsWith('en') ? en : ru;
}

export type CliTexts = typeof ru;
