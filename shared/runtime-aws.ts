import type { AwsConfig, Environment } from '#shared/config-aws.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { stateOutbox } from '#shared/outbox/on-state.ts'
import type { Channel, Outbox, Sender } from '#shared/outbox/outbox.ts'
import { type AwsParts, type AwsStores, awsStores } from '#shared/stores-aws.ts'
import type { AthenaWarehouse } from '#shared/warehouse/athena.ts'
import { lateAthena } from '#shared/warehouse/athena-late.ts'

export interface AwsRuntime extends AwsStores {
  readonly outbox: Outbox
  /** In the stable database; `warehouse.in(database, prefix)` for a build's own. */
  readonly warehouse: AthenaWarehouse
}

/** The whole composition root on AWS. Who sends no letter never loads SES, who asks no table never loads Athena. Errors: FixConfig. */
export async function awsRuntime(env: Environment = process.env, parts: AwsParts = {}): Promise<AwsRuntime> {
  const stores = await awsStores(env, parts)
  const { config, lake, state, clock } = stores
  const { lakeBucket: bucket, workgroup, database } = config
  return {
    ...stores,
    outbox: stateOutbox({ state, clock, senders: lateSenders(config, lake) }),
    warehouse: lateAthena({ lake, bucket, workgroup, database }),
  }
}

function lateSenders(config: AwsConfig, lake: Lake): Readonly<Record<Channel, Sender>> {
  let loaded: Promise<Readonly<Record<Channel, Sender>>> | undefined
  const load = () => {
    loaded ??= import('#shared/outbox/aws-senders.ts').then(({ awsSenders }) => awsSenders(config, lake))
    return loaded
  }
  return {
    mail: async (message) => (await load()).mail(message),
    alert: async (message) => (await load()).alert(message),
  }
}
