import { join } from 'node:path'
import { trinoHome } from '../../bin/trino-home.mjs'

export type Properties = Readonly<Record<string, string>>

export const toText = (properties: Properties): string =>
  Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')

/** Small queries on a small machine; headers take a prepared statement as long as our longest model. */
export const configOf = (port: number): Properties => ({
  coordinator: 'true',
  'node-scheduler.include-coordinator': 'true',
  'node.environment': 'test',
  'node.internal-address': '127.0.0.1',
  'node.bind-ip': '127.0.0.1',
  'http-server.http.port': String(port),
  'http-server.max-request-header-size': '1MB',
  'discovery.uri': `http://127.0.0.1:${port}`,
  'plugin.dir': join(trinoHome, 'plugin'),
  // A suite with stores of its own adds its catalog while the server runs.
  'catalog.management': 'dynamic',
  'catalog.store': 'file',
  'query.max-memory': '400MB',
  'query.max-memory-per-node': '400MB',
  'memory.heap-headroom-per-node': '200MB',
  'query.min-expire-age': '10s',
  'query.max-history': '20',
  // Statistics cost more than they save where tables are small.
  'optimizer.join-reordering-strategy': 'NONE',
  'join-distribution-type': 'BROADCAST',
  'task.min-writer-count': '1',
  'task.concurrency': '2',
  'task.max-worker-threads': '4',
})

/** Read from etc/catalog-store.properties below the server's working folder, and from nowhere else. */
export const catalogStoreOf = (folder: string): Properties => ({ 'catalog.config-dir': join(folder, 'etc/catalog') })

/** What a hive catalog of ours needs, whatever its metastore and file system are. */
export const hiveProperties: Properties = {
  'connector.name': 'hive',
  'hive.parquet.time-zone': 'UTC',
  'hive.timestamp-precision': 'MILLISECONDS',
  'hive.non-managed-table-writes-enabled': 'true',
  'hive.storage-format': 'PARQUET',
  'hive.table-statistics-enabled': 'false',
  'hive.collect-column-statistics-on-write': 'false',
}

export const catalogsOf = (folder: string): Readonly<Record<string, Properties>> => ({
  memory: { 'connector.name': 'memory' },
  lake: {
    ...hiveProperties,
    'hive.metastore': 'file',
    'hive.metastore.catalog.dir': 'local:///metastore',
    'fs.native-local.enabled': 'true',
    'local.location': join(folder, 'lake'),
  },
})

export const jvmOptions = (folder: string): readonly string[] => [
  '-Xmx1G',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djdk.attach.allowAttachSelf=true',
  '--enable-native-access=ALL-UNNAMED',
  '--sun-misc-unsafe-memory-access=allow',
  '--add-modules=jdk.incubator.vector',
  '-Duser.timezone=UTC',
  `-Dconfig=${join(folder, 'etc/config.properties')}`,
]
