import type { AthenaClient } from '@aws-sdk/client-athena'
import type { GlueClient } from '@aws-sdk/client-glue'
import type { Lake } from '#shared/lake/lake.ts'
import { type AthenaSession, athenaSession } from './athena-session.ts'
import { type GlueCatalog, glueCatalog } from './glue-catalog.ts'
import type { Warehouse } from './warehouse.ts'

export interface AthenaOptions {
  readonly athena: AthenaClient
  readonly glue: GlueClient
  /** The lake and the bucket that it stands in: Athena reads and writes there by itself. */
  readonly lake: Lake
  readonly bucket: string
  readonly workgroup: string
  /** The Glue database in which unqualified names are looked up; made when a session opens, if it is not there. */
  readonly database: string
  /** Below it (a lake prefix without a slash at the end) stand the objects of added rows and models. */
  readonly prefix?: string
  /** Partitions of records: computed by Athena (the default), or registered, for an engine that can't compute months. */
  readonly partitions?: 'projected' | 'registered'
  readonly catalog?: string
  readonly timeoutMs?: number
  readonly pollMs?: number
}

/** All but the clients, which `athena-clients.ts` makes from the environment. */
export type LateAthenaOptions = Omit<AthenaOptions, 'athena' | 'glue'>

/** A warehouse in one Glue database. Its tables outlive the session: other functions and Athena itself go on with them. */
export interface AthenaWarehouse extends Warehouse {
  readonly database: string
  readonly catalog: GlueCatalog
  open(): Promise<AthenaSession>
  /** The same in a database that stands already, for who may only read. */
  openStanding(): Promise<AthenaSession>
  /** The same place and rights in another database, whose objects stand below another prefix. */
  in(database: string, prefix?: string): AthenaWarehouse
  /** `s3://bucket/<key>`: how Athena calls a place in the lake. */
  uri(key: string): string
}

/** Amazon Athena v3 with Glue as its catalogue. Nothing is called before a session opens. */
export function athenaWarehouse(options: AthenaOptions): AthenaWarehouse {
  const catalog = glueCatalog(options.glue)
  const { database, prefix = `builds/${database}` } = options
  const uri = (key: string) => `s3://${options.bucket}/${key}`
  const session = () => athenaSession({ ...options, prefix, glue: catalog, uri })
  return {
    database,
    catalog,
    uri,
    async open() {
      await catalog.ensureDatabase(database)
      return session()
    },
    openStanding: async () => session(),
    in: (other, below) => athenaWarehouse({ ...options, database: other, prefix: below }),
  }
}
