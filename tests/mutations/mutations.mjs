// @ts-check
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of source, which hold templates of their own
// biome-ignore-all lint/style/useTemplate: the same
// Planted bugs of the storage: each must be found by the tests. See docs/store.md; run them by
// node tests/mutations/run.mjs [number …]

/**
 * @typedef {object} Mutation
 * @property {string} bug in words
 * @property {string} file of src/main/store/sqlite-storage
 * @property {string} find
 * @property {string} replace
 */

/** @type {readonly Mutation[]} */
export const mutations = [
  {
    bug: '`$ne` misses absent fields (`!=` for `IS NOT`)',
    file: 'selector.ts',
    find: "${not ? 'IS NOT' : '='} ${bind(operand, parameters)}",
    replace: "${not ? '!=' : '='} ${bind(operand, parameters)}",
  },
  {
    bug: 'null in `$in` does not find absent fields',
    file: 'selector.ts',
    find: 'const withNull = operand.includes(null);',
    replace: 'const withNull = false;',
  },
  {
    bug: '`$nor` of an unknown is unknown (`NOT` for `IS NOT TRUE`)',
    file: 'selector.ts',
    find: '`(${part.sql}) IS NOT TRUE`, exact: true',
    replace: '`NOT (${part.sql})`, exact: true',
  },
  {
    bug: '`$gt` finds the bound itself',
    file: 'selector.ts',
    find: "['$gt', '>'],",
    replace: "['$gt', '>='],",
  },
  {
    bug: 'values of different types are compared',
    file: 'selector.ts',
    find: 'if (typeof operand !== type) return exact(FALSE);',
    replace: '',
  },
  {
    bug: 'a beginning (`$regex: "^a"`) becomes LIKE, blind to case and wise to wildcards',
    file: 'selector.ts',
    find: "    case '$in':\n",
    replace:
      "    case '$regex':\n      return exact(`${column} LIKE ${bind(String(operand).replace('^', '') + '%', parameters)}`);\n    case '$in':\n",
  },
  {
    bug: 'a field without a column is not looked for inside arrays',
    file: 'selector.ts',
    find: "sql: `(${test} OR ${arrays.join(' OR ')})`",
    replace: "sql: arrays.length > 0 ? `(${test})` : ''",
  },
  {
    bug: 'a superset is taken for the answer',
    file: 'selector.ts',
    find: 'known.length === parts.length && known.every((part) => part.exact)',
    replace: 'true',
  },
  {
    bug: 'the limit cuts before the order is made',
    file: 'query.ts',
    find: 'const page = `${ordered} LIMIT ? OFFSET ?`;',
    replace:
      'const page = `SELECT data FROM (SELECT * ${select.slice(11)} LIMIT ? OFFSET ?) ORDER BY ${order}`;',
  },
  {
    bug: 'the next page of the sieve begins one row late',
    file: 'query.ts',
    find: 'offset += page;',
    replace: 'offset += page + 1;',
  },
  {
    bug: 'a count does not heed skip',
    file: 'query.ts',
    find: 'Math.max(0, count - (query.skip ?? 0))',
    replace: 'count',
  },
  {
    bug: 'a descending order is ascending',
    file: 'query.ts',
    find: "entry[1] === 'desc' ? 'DESC' : 'ASC'",
    replace: "'ASC'",
  },
  {
    bug: 'UTF-8 order is trusted where it is not that of JavaScript',
    file: 'values.ts',
    find: 'if ((kinds & ASTRAL) !== 0 && (kinds & HIGH) !== 0) return false;',
    replace: '',
  },
  {
    bug: 'null and absent are one in the order',
    file: 'values.ts',
    find: 'return (kinds & MISSING) === 0 || (kinds & NULL) === 0;',
    replace: 'return true;',
  },
  {
    bug: 'a column that held another type is trusted',
    file: 'selector.ts',
    find: 'if ((kinds & FOREIGN) !== 0) return undefined;',
    replace: '',
  },
  {
    bug: 'text is compared without regard to case',
    file: 'columns.ts',
    find: "return type === 'string' ? 'TEXT'",
    replace: "return type === 'string' ? 'TEXT COLLATE NOCASE'",
  },
  {
    bug: 'tombstones count as living',
    file: 'table.ts',
    find: 'document._deleted === true ? 1 : 0',
    replace: '0',
  },
  {
    bug: 'a delete takes no new number of the sequence',
    file: 'write.ts',
    find: '    seq = handle.nextSeq();\n    table.update(',
    replace: '    seq = document._deleted ? 0 : handle.nextSeq();\n    table.update(',
  },
  {
    bug: 'the sequence begins anew after a restart',
    file: 'handle.ts',
    find: 'this.#next = this.#lastSeq() + 1;',
    replace: 'this.#next = 1; this.#lastSeq();',
  },
  {
    bug: 'changes begin with the checkpoint itself',
    file: 'instance.ts',
    find: 'WHERE seq > ? AND',
    replace: 'WHERE seq >= ? AND',
  },
  {
    bug: 'a tombstone is no obstacle to an insert',
    file: 'write.ts',
    find: 'const select = `SELECT rid, rev, id FROM ${table.name} WHERE id`;',
    replace: 'const select = `SELECT rid, rev, id FROM ${table.name} WHERE deleted = 0 AND id`;',
  },
  {
    bug: 'a stale revision overwrites',
    file: 'write.ts',
    find: '    found as never,\n',
    replace:
      '    new Map([...found].map(([id, known]) => [id, { ...known, _rev: (rows.find((row) => idOf(row.document) === id)?.previous as { _rev?: string } | undefined)?._rev ?? known._rev }])) as never,\n',
  },
  {
    bug: 'a conflict carries the wrong document (get after all on one statement)',
    file: 'adapter.ts',
    find: 'const kept = this.#kept[use];',
    replace: "const kept = this.#kept[use === 'run' ? use : 'all'];",
  },
  {
    bug: 'a purge does not look at the age',
    file: 'instance.ts',
    find: 'now() - minimumDeletedTime',
    replace: 'now()',
  },
  {
    bug: 'a document is found by id although it is deleted',
    file: 'instance.ts',
    find: "const living = withDeleted ? '' : ' AND t.deleted = 0';",
    replace: "const living = '';",
  },
  {
    bug: 'what a column has held is forgotten at a restart',
    file: 'table.ts',
    find: 'return new Map(rows.map(([column, kinds]) => [String(column), Number(kinds)]));',
    replace: 'return new Map(rows.slice(0, 0).map(([column, kinds]) => [String(column), Number(kinds)]));',
  },
  {
    bug: 'one id that is taken refuses all new documents',
    file: 'write.ts',
    find: '    if (refused) return undefined;\n',
    replace: '',
  },
  {
    bug: 'an attachment that came without its data is inserted all the same',
    file: 'write.ts',
    find: '  if (instance.schema.attachments !== undefined) return false;\n',
    replace: '',
  },
  {
    bug: 'ids that SQLite would change become one',
    file: 'values.ts',
    find: "return isText(text) ? text : Buffer.from(text, 'utf16le');",
    replace: 'return storableText(text);',
  },
  {
    bug: 'a quick batch overtakes one whose attachments are being read',
    file: 'instance.ts',
    find: 'const write = table.reading.then(',
    replace: 'const write = Promise.resolve().then(',
  },
  {
    bug: 'closing does not wait for what is being written',
    file: 'instance.ts',
    find: 'if (this.schema.attachments !== undefined) await this.host.table.reading;',
    replace: '',
  },
  {
    bug: 'a database in memory is forgotten when it is closed',
    file: 'index.ts',
    find: 'let place = places.get(databaseName);',
    replace: 'let place: OpenFile | undefined;',
  },
  {
    bug: 'databases of one name in two files hear of each other',
    file: 'index.ts',
    find: '`${NAME}-${file.identity}`',
    replace: 'NAME',
  },
  {
    bug: 'columns are asked for without quotes',
    file: 'selector.ts',
    find: 'const column = quote(field.column);',
    replace: 'const column = field.column;',
  },
  {
    bug: 'fields whose names differ in case alone get one column',
    file: 'columns.ts',
    find: 'isText(path) && isAlone(path)',
    replace: 'isText(path)',
  },
  {
    bug: 'the column of a name depends on the order of the indexes',
    file: 'columns.ts',
    find: '`c_~${escapeName(path)}`',
    replace: '`c_~${[...paths].indexOf(path)}`',
  },
  {
    bug: 'events go readable through the temporary folder',
    file: 'channel.ts',
    find: 'const eventBulk = { id: seal(key, address, bulk), events: [],',
    replace: 'const eventBulk = { id: seal(key, address, bulk), events: [bulk],',
  },
  {
    bug: 'an event that was not sealed is believed',
    file: 'channel.ts',
    find: 'const bulk = unseal(key, address, message.eventBulk?.id);',
    replace: 'const bulk = unseal(key, address, message.eventBulk?.id) ?? message.eventBulk;',
  },
  {
    bug: 'the stream of a closed instance goes on',
    file: 'instance.ts',
    find: '.pipe(takeUntil(this.#ended$))',
    replace: '',
  },
  {
    bug: 'a purge of everything leaves what a clock ahead has written',
    file: 'instance.ts',
    find: ': Number.MAX_VALUE;',
    replace: ': now();',
  },
  {
    bug: 'an instance has no options',
    file: 'index.ts',
    find: '(databaseName, collectionName, schema, params.options, {',
    replace: '(databaseName, collectionName, schema, {}, {',
  },
  {
    bug: 'SQLite is believed to read every number as JavaScript has written it',
    file: 'selector.ts',
    find: "typeof value !== 'number' || Number.isSafeInteger(value)",
    replace: "typeof value !== 'symbol'",
  },
  {
    bug: 'a number in the JSON text is compared without leeway',
    file: 'selector.ts',
    find: 'const off = Math.abs(value) * 1e-12 + 1e-320;',
    replace: 'const off = 0;',
  },
  {
    bug: 'a thousand branches stand in one row',
    file: 'selector.ts',
    find: 'const TOGETHER = 8;',
    replace: 'const TOGETHER = 1e9;',
  },
  {
    bug: 'a selector may be as deep as it likes',
    file: 'selector.ts',
    find: 'const DEEPEST = 20;',
    replace: 'const DEEPEST = 1e9;',
  },
  {
    bug: 'a statement may have any number of parameters',
    file: 'query.ts',
    find: 'const MOST_PARAMETERS = 32_000;',
    replace: 'const MOST_PARAMETERS = 1e9;',
  },
  {
    bug: 'a page of long documents crosses the binding as one text',
    file: 'reading.ts',
    find: 'return `CASE WHEN octet_length(${of}data) > ${LONG} THEN ${of}rid ELSE ${of}data END AS data`;',
    replace: 'return `${of}data`;',
  },
  {
    bug: 'long documents of a page are left out',
    file: 'reading.ts',
    find: '    return readAll<T>(table, sql, parameters, fits, room);\n  }\n  room',
    replace:
      "    return documents.filter((document) => typeof document === 'object') as RxDocumentData<T>[];\n  }\n  room",
  },
  {
    bug: 'several statements of one answer read several states of the file',
    file: 'adapter.ts',
    find: 'if (this.#depth > 0 || this.#held !== undefined) return read();',
    replace: 'if (this.#depth < 1e9) return read();',
  },
  {
    bug: 'an attachment of any length is written',
    file: 'write.ts',
    find: 'if (together <= longest) continue;',
    replace: 'if (together <= longest * 1e3) continue;',
  },
  {
    bug: 'a value of any length is bound',
    file: 'adapter.ts',
    find: 'if (bytes > LONGEST_VALUE)',
    replace: 'if (bytes > LONGEST_VALUE * 2)',
  },
  {
    bug: 'a statement of fewer rows for long documents skips some',
    file: 'table.ts',
    find: 'next += texts.length;',
    replace: 'next += TOGETHER[0];',
  },
];
