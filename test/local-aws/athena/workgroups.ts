import type { StartQueryExecutionInput, WorkGroupConfiguration } from '@aws-sdk/client-athena'
import { invalid } from './fault.ts'

export type Workgroups = Readonly<Record<string, WorkGroupConfiguration>>

/** `primary` is always there and has no result location. */
export function workgroupOf(all: Workgroups, name = 'primary'): WorkGroupConfiguration {
  const found = all[name] ?? (name === 'primary' ? {} : undefined)
  if (!found) throw invalid(`WorkGroup ${name} is not found.`)
  return found
}

const enforcedPlace = (own: WorkGroupConfiguration): string | undefined =>
  own.EnforceWorkGroupConfiguration !== false ? own.ResultConfiguration?.OutputLocation : undefined

/** Where the result file of a statement goes. */
export function resultPlace(all: Workgroups, input: StartQueryExecutionInput): { bucket: string; prefix: string } {
  const own = workgroupOf(all, input.WorkGroup)
  const uri = enforcedPlace(own) ?? input.ResultConfiguration?.OutputLocation ?? own.ResultConfiguration?.OutputLocation
  if (!uri) {
    throw invalid(
      'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
    )
  }
  const [, bucket, path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? []
  if (!bucket) throw invalid(`outputLocation is not a valid S3 path: ${uri}`)
  return { bucket, prefix: path === '' || path.endsWith('/') ? path : `${path}/` }
}

/** Athena refuses a CTAS that names its files' place where the workgroup's place is enforced. */
export function refuseOwnPlace(all: Workgroups, sql: string, name: string | undefined): void {
  const isCtas = /^\s*CREATE\s+TABLE[^\n]*external_location/i.test(sql)
  if (!isCtas || !enforcedPlace(workgroupOf(all, name))) return
  throw invalid(
    "The Create Table As Select query failed because it was submitted with an 'external_location' property to an Athena Workgroup that enforces a centralized output location for all queries.",
  )
}
