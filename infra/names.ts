/** What things are called on AWS: the one place that knows, for the stacks, the command line and the docs. */
export interface Names {
  readonly storageStack: string
  readonly pipelineStack: string
  /** Buckets carry the account, for their names are shared by the whole world. */
  readonly bucket: (role: BucketRole, account: string) => string
  readonly table: string
  readonly key: string
  /** For what can name a person: uploads as they came, and secrets, among them the one that phones are hashed with. */
  readonly personalKey: string
  /** For people, reports and lookups: its settings can't be overridden. */
  readonly workgroup: string
  /** For the statements that build models: Athena refuses `external_location` where settings are enforced. */
  readonly buildWorkgroup: string
  readonly database: string
  /** Databases of single builds, as a pattern of IAM. */
  readonly buildDatabases: string
  readonly secrets: string
  readonly machine: string
  readonly of: (part: string) => string
}

export type BucketRole = 'lake' | 'inbox' | 'results' | 'logs'

export const namesOf = (stage: string): Names => ({
  storageStack: `concord-${stage}-storage`,
  pipelineStack: `concord-${stage}-pipeline`,
  bucket: (role, account) => `concord-${stage}-${role}-${account}`,
  table: `concord-${stage}-state`,
  key: `alias/concord-${stage}`,
  personalKey: `alias/concord-${stage}-personal`,
  workgroup: `concord-${stage}`,
  buildWorkgroup: `concord-${stage}-build`,
  database: `concord_${stage}`,
  buildDatabases: `concord_${stage}_b_*`,
  secrets: `concord/${stage}/`,
  machine: `concord-${stage}-nightly`,
  of: (part) => `concord-${stage}-${part}`,
})
