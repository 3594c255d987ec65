/** The functions of the pipeline: where their code is, how long and how large they may be. */
export interface FunctionDefinition {
  readonly name: FunctionName
  /** Source of the handler, below the package. */
  readonly entry: string
  readonly memoryMb: number
  readonly timeoutSeconds: number
}

export type FunctionName = 'pull' | 'door' | 'inbox' | 'aggregate' | 'report' | 'deliver'

/** The bundle of a function is the folder `<dist>/<name>` with this file in it, as bin/build.mjs writes it. */
export const bundleFile = 'index.mjs'

const minutes = (count: number) => count * 60

export const functions: readonly FunctionDefinition[] = [
  { name: 'pull', entry: 'functions/ingest/pull.handler.ts', memoryMb: 1769, timeoutSeconds: minutes(15) },
  // An HTTP API waits 30 s at most; senders give up long before.
  { name: 'door', entry: 'functions/ingest/door.handler.ts', memoryMb: 512, timeoutSeconds: 10 },
  { name: 'inbox', entry: 'functions/ingest/inbox.handler.ts', memoryMb: 1769, timeoutSeconds: minutes(15) },
  { name: 'aggregate', entry: 'functions/aggregate/aggregate.handler.ts', memoryMb: 1024, timeoutSeconds: minutes(10) },
  { name: 'report', entry: 'functions/report/report.handler.ts', memoryMb: 1769, timeoutSeconds: minutes(10) },
  { name: 'deliver', entry: 'functions/report/deliver.handler.ts', memoryMb: 512, timeoutSeconds: minutes(2) },
]
