import { setTimeout as wait } from 'node:timers/promises'
import {
  AthenaClient,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  type StartQueryExecutionInput,
} from '@aws-sdk/client-athena'
import { afterEach, describe, expect, test } from 'vitest'
import { Bug, type ConcordError, FixConfig, Unavailable } from '#shared/errors.ts'
import { type AthenaPlace, runQuery, runStatement } from '#shared/warehouse/athena-run.ts'
import { createTableAs, ctasHeadLines } from '#shared/warehouse/athena-statement.ts'
import { type Engine, type EngineResult, StatementError } from '#test/local-aws/athena/engine.ts'
import { athenaFacade, type Facade, type FacadeOptions } from '#test/local-aws/athena/facade.ts'
import { serveAthena } from '#test/local-aws/athena/server.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

interface Started {
  readonly place: AthenaPlace
  readonly facade: Facade
  readonly files: Map<string, string>
}

const workgroups = {
  asked: { ResultConfiguration: { OutputLocation: 's3://results/asked' }, BytesScannedCutoffPerQuery: 1000 },
  build: { EnforceWorkGroupConfiguration: false, ResultConfiguration: { OutputLocation: 's3://results/build/' } },
}

type Execute = Engine['execute']

/** A façade whose engine answers as it is told. */
async function started(execute: Execute, options: Partial<FacadeOptions> = {}): Promise<Started> {
  const files = new Map<string, string>()
  const facade = athenaFacade({
    engine: { execute, close: async () => undefined },
    put: async (bucket, key, text) => void files.set(`${bucket}/${key}`, text),
    workgroups,
    ...options,
  })
  const server = await serveAthena(facade)
  stops.push(() => server.close())
  const athena = new AthenaClient({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 2,
  })
  return { place: { athena, workgroup: 'asked', database: 'concord_test', pollMs: 2 }, facade, files }
}

const result = (values: readonly (string | null)[], type = 'varchar', scannedBytes = 0): EngineResult => ({
  columns: [{ name: 'x', type }],
  rows: values.map((value) => [value]),
  scannedBytes,
})

const never: Execute = (_sql, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))))

const failure = (work: Promise<unknown>): Promise<ConcordError> =>
  work.then(
    () => expect.fail('it did not fail'),
    (error: ConcordError) => error,
  )

describe('a query', () => {
  test('reads every page, and the names of the columns only once', async () => {
    const values = Array.from({ length: 2001 }, (_, n) => String(n))
    const { place } = await started(async () => result(values, 'bigint'))
    const { columns, rows } = await runQuery(place, 'SELECT x FROM t')
    expect(columns).toEqual([{ name: 'x', type: 'bigint' }])
    expect(rows.map(({ x }) => x)).toEqual(values.map(Number))
    for (const limit of [0, 1, 999, 1000, 1001]) {
      expect((await runQuery(place, 'SELECT x FROM t', { limit })).rows).toHaveLength(limit)
    }
  })

  test.each([
    ['bigint', '9007199254740993', 9_007_199_254_740_993n],
    ['integer', '-7', -7],
    ['double', '1.0E10', 1e10],
    ['double', '100.0', 100],
    ['decimal', '12.50', 12.5],
    ['boolean', 'false', false],
    ['date', '2024-02-29', '2024-02-29'],
    ['timestamp', '2024-01-07 10:20:30.123', Date.UTC(2024, 0, 7, 10, 20, 30, 123)],
    ['varchar', '', ''],
    ['varchar', null, null],
    ['array', '[1, null, a]', [1, null, 'a']],
  ] as const)('gives a %s of %j', async (type, text, value) => {
    const { place } = await started(async () => result([text], type))
    expect((await runQuery(place, 'SELECT x FROM t')).rows).toEqual([{ x: value }])
  })

  test('puts parameters where question marks stand, not into texts and comments', async () => {
    const seen: string[] = []
    const { place } = await started(async (sql) => {
      seen.push(sql)
      return result([])
    })
    await runQuery(place, "SELECT '?' -- ?\nFROM t WHERE a = ? AND b = ?", { parameters: ["'it''s ?'", '5'] })
    expect(seen).toEqual(["SELECT '?' -- ?\nFROM t WHERE a = 'it''s ?' AND b = 5"])
    const wrong = await failure(runQuery(place, 'SELECT ?', { parameters: ['1', '2'] }))
    expect(wrong).toBeInstanceOf(Bug)
    expect(wrong.message).toContain('expected 1 but found 2')
  })

  test('leaves its result where the workgroup says', async () => {
    const { place, files } = await started(async () => result(['a"b', null, '']))
    const { ResultConfiguration } = await runStatement(place, 'SELECT x FROM t')
    const location = String(ResultConfiguration?.OutputLocation)
    expect(location).toMatch(/^s3:\/\/results\/asked\/[0-9a-f-]{36}\.csv$/)
    expect(files.get(location.slice(5))).toBe('"x"\n"a""b"\n\n""\n')
  })
})

describe('a statement that fails', () => {
  const broken =
    (kind: string, message: string): Execute =>
    async () => {
      throw new StatementError(kind, message)
    }

  test('is our bug, with the model and its own line', async () => {
    const { place } = await started(broken('SYNTAX_ERROR', 'line 4:8: Column a cannot be resolved'), {})
    const sql = createTableAs('fct_x', 'SELECT\n  b,\n  a\nFROM t', 's3://lake/builds/x/fct_x/1/')
    const error = await failure(
      runStatement({ ...place, workgroup: 'build' }, sql, { model: 'fct_x', headLines: ctasHeadLines }),
    )
    expect(error).toBeInstanceOf(Bug)
    expect(error.problems[0]).toMatchObject({ who: 'athena', code: 'MODEL_FAILED', where: 'fct_x.sql:3:8' })
    expect(error.problems[0]?.what.ru).toContain('Модель fct_x не выполнилась: SYNTAX_ERROR')
  })

  test('by Athena’s own fault may be repeated', async () => {
    const { place } = await started(async () => result([]), { breakdown: () => 'Query exhausted resources' })
    const error = await failure(runQuery(place, 'SELECT 1'))
    expect(error).toBeInstanceOf(Unavailable)
    expect(error.code).toBe('ATHENA_INTERNAL')
  })

  test('by the cut-off says what to change', async () => {
    const { place } = await started(async () => result([], 'varchar', 1001))
    const error = await failure(runQuery(place, 'SELECT 1'))
    expect(error).toBeInstanceOf(FixConfig)
    expect(error.code).toBe('SCAN_CUTOFF')
    expect(error.problems[0]?.hint?.en).toContain('workgroup')
  })

  test.each(['TooManyRequestsException', 'InternalServerException'])(
    'before it starts (%s) may be repeated',
    async (type) => {
      let calls = 0
      const { place } = await started(async () => result([]), {
        fault: (operation) => (operation === 'StartQueryExecution' && calls++ >= 0 ? type : undefined),
      })
      const error = await failure(runQuery(place, 'SELECT 1'))
      expect(error).toBeInstanceOf(Unavailable)
      expect(error.message).toContain(type)
      expect(calls).toBe(2)
    },
  )

  test('where a place for results is missing, or a model is asked for in a group that places results itself', async () => {
    const { place } = await started(async () => result([]))
    const nowhere = await failure(runQuery({ ...place, workgroup: 'primary' }, 'SELECT 1'))
    expect(nowhere.message).toContain('No output location provided')
    const ctas = createTableAs('m', 'SELECT 1 AS x', 's3://lake/builds/x/m/1/')
    expect((await failure(runStatement(place, ctas))).message).toContain('enforces a centralized output location')
    await expect(runStatement({ ...place, workgroup: 'build' }, ctas)).resolves.toBeDefined()
  })
})

describe('waiting', () => {
  test('ends with the time-out, and stops the statement', async () => {
    const { place, facade } = await started(never)
    const error = await failure(runQuery({ ...place, timeoutMs: 20 }, 'SELECT 1'))
    expect(error).toBeInstanceOf(Unavailable)
    expect(error.code).toBe('ATHENA_TIMEOUT')
    expect(facade.statements()[0]?.state).toBe('CANCELLED')
  })

  test('ends at once when the caller says so', async () => {
    const { place, facade } = await started(never)
    const abort = new AbortController()
    const running = failure(runQuery({ ...place, pollMs: 600_000 }, 'SELECT 1', { signal: abort.signal }))
    while (facade.statements()[0]?.state !== 'RUNNING') await wait(2)
    abort.abort()
    expect((await running).code).toBe('STATEMENT_STOPPED')
    expect(facade.statements()[0]?.state).toBe('CANCELLED')
  })

  test('goes on through the queue', async () => {
    const { place, facade } = await started(() => wait(20, result(['1'])), { maxConcurrent: 1 })
    const both = [runQuery(place, 'SELECT 1'), runQuery(place, 'SELECT 2')]
    while (facade.statements().length < 2) await wait(2)
    expect(facade.statements().some(({ state }) => state === 'QUEUED')).toBe(true)
    expect((await Promise.all(both)).map(({ rows }) => rows.length)).toEqual([1, 1])
  })
})

describe('the façade', () => {
  const start = (input: Partial<StartQueryExecutionInput>) =>
    new StartQueryExecutionCommand({ QueryString: 'SELECT 1', WorkGroup: 'asked', ...input })

  test('runs a statement of one token once, and refuses another one of that token', async () => {
    const { place, facade } = await started(async () => result(['1']))
    const ClientRequestToken = 'x'.repeat(32)
    const first = await place.athena.send(start({ ClientRequestToken }))
    expect((await place.athena.send(start({ ClientRequestToken }))).QueryExecutionId).toBe(first.QueryExecutionId)
    expect(facade.statements()).toHaveLength(1)
    const other = place.athena.send(start({ ClientRequestToken, QueryString: 'SELECT 2' }))
    await expect(other).rejects.toThrow('Idempotent parameters do not match')
  })

  test('has no results before the end, nor for a statement that it does not know', async () => {
    const { place } = await started(never)
    const { QueryExecutionId } = await place.athena.send(start({}))
    const results = (id: string | undefined) => place.athena.send(new GetQueryResultsCommand({ QueryExecutionId: id }))
    await expect(results(QueryExecutionId)).rejects.toThrow('has not yet finished')
    await expect(results('nobody')).rejects.toThrow('was not found')
  })
})
