import { AthenaClient } from '@aws-sdk/client-athena'
import { GlueClient } from '@aws-sdk/client-glue'
import { patient } from '#shared/stores-aws.ts'
import { type AthenaWarehouse, athenaWarehouse, type LateAthenaOptions } from './athena.ts'

let clients: { readonly athena: AthenaClient; readonly glue: GlueClient } | undefined

/** Region, endpoint and credentials come from the environment as the SDK reads it. */
export function athenaOnAws(options: LateAthenaOptions): AthenaWarehouse {
  clients ??= { athena: new AthenaClient(patient), glue: new GlueClient(patient) }
  return athenaWarehouse({ ...options, ...clients })
}
