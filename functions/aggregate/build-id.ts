import { createHash } from 'node:crypto'
import type { RecordObject } from './inputs.ts'
import type { Step } from './plan.ts'

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const contract = (model: Step) => [
  model.name,
  model.layer,
  model.sql ?? null,
  model.grain,
  Object.entries(model.columns),
  model.severity ?? null,
  'revision' in model ? (model.revision ?? 0) : 0,
]

/** Names a build by all that goes into it: same records, agreement, day and models, same build. */
export function buildId(
  objects: readonly RecordObject[],
  agreement: string,
  asOf: string,
  models: readonly Step[],
): string {
  const files = objects.map(({ key, etag }) => [key, etag]).sort()
  const contracts = models.map(contract).sort()
  return sha256(JSON.stringify({ files, agreement, asOf, contracts })).slice(0, 16)
}
