import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue'
import type { Construct } from 'constructs'
import { type RecordName, records } from '#shared/records/index.ts'
import type { RecordDefinition } from '#shared/records/record.ts'
import { recordTable } from '#shared/warehouse/glue-table.ts'
import { namesOf } from './names.ts'

const partitions = ['source', 'month']

/**
 * Partitions by projection: nobody has to register them. A source is named by the query (`injected`), for Athena can't list what
 * nobody told it; months run from 1970-01, where undated records stand.
 */
const projection = (location: string): Readonly<Record<string, string>> => ({
  'projection.enabled': 'true',
  'projection.source.type': 'injected',
  'projection.month.type': 'date',
  'projection.month.format': 'yyyy-MM',
  'projection.month.range': '1970-01,NOW+1YEARS',
  'projection.month.interval': '1',
  'projection.month.interval.unit': 'MONTHS',
  'storage.location.template': `${location}source=\${source}/month=\${month}/`,
})

function addRecord(scope: Construct, database: CfnDatabase, lake: string, name: RecordName): void {
  const { about, columns }: RecordDefinition = records[name]
  const location = `s3://${lake}/records/${name}/`
  const own = Object.entries(columns).filter(([column]) => !partitions.includes(column))
  const kinds = Object.fromEntries(own.map(([column, { kind }]) => [column, kind]))
  const table = recordTable(name, kinds, location, [], false)
  const standing = new CfnTable(scope, `Record-${name}`, {
    catalogId: Stack.of(scope).account,
    databaseName: database.ref,
    tableInput: {},
  })
  // The adapter's generator spells names as the API does, and so does CloudFormation.
  standing.addPropertyOverride('TableInput', {
    ...table,
    Description: about.en,
    Parameters: { ...table.Parameters, ...projection(location) },
  })
}

/** The stable database: records from their definitions now, marts when a build is published. */
export function makeDatabase(scope: Construct, stage: string, lake: string): CfnDatabase {
  const database = new CfnDatabase(scope, 'Database', {
    catalogId: Stack.of(scope).account,
    databaseInput: { name: namesOf(stage).database, description: `Concord ${stage}: records and published marts` },
  })
  database.applyRemovalPolicy(RemovalPolicy.RETAIN)
  for (const name of Object.keys(records) as RecordName[]) addRecord(scope, database, lake, name)
  return database
}
