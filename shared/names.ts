import type { RecordName } from '#shared/records/index.ts'

/** Where things stand in the lake: the only place that knows its layout. */
export const keys = {
  raw: (source: string, account: string, entity: string, day: string, batch: string) =>
    `raw/${source}/${account}/${entity}/${day}/${batch}.jsonl.zst`,
  records: (record: RecordName, source: string, month: string, unit: string) =>
    `records/${record}/source=${source}/month=${month}/${unit}.parquet`,
  recordsOf: (record: RecordName) => `records/${record}/`,
  quarantine: (source: string, entity: string, day: string, batch: string) =>
    `quarantine/${source}/${entity}/${day}/${batch}.jsonl`,
  manifest: (source: string, account: string, run: string) => `manifests/${source}/${account}/${run}.json`,
  agreement: (version: string, table: string) => `agreement/${version}/${table}.parquet`,
  build: (build: string, model: string) => `builds/${build}/${model}/part-0.parquet`,
  published: 'published/current.json',
  blocked: 'published/blocked.json',
  /** A file of the project as `concord push` took it: agreement/<month>.yaml, connections/<name>.yaml. */
  project: (version: string, path: string) => `project/${version}/${path}`,
  projectCurrent: 'project/current.json',
  report: (month: string, file: string) => `reports/${month}/${file}`,
} as const

/** The partition of records that have no date of their own. */
export const undatedMonth = '1970-01'
