import { readFile } from 'node:fs/promises'
import { isFile, loadConnections } from '#ingest/connection/connections.ts'
import { listFiles } from '#ingest/sources/file/index.ts'
import { pushProject } from '#shared/project/in-lake.ts'
import { secretsManagerSecrets } from '#shared/secrets/secrets-manager.ts'
import type { LocalAws } from './start.ts'

export const personalKey = 'ab'.repeat(32)

/** Pushes a project and its personal key, as `concord push` and the first deployment do. */
export async function pushCompany({ lake, cloud }: LocalAws, folder: string): Promise<void> {
  await pushProject(lake, folder)
  const secrets = secretsManagerSecrets({ client: cloud.clients.secrets, prefix: 'concord/test/' })
  await secrets.write('CONCORD_PERSONAL_KEY', personalKey)
}

/** Puts the files of a project's connections into the inbox bucket, as people upload them. */
export async function uploadFiles({ inbox }: LocalAws, folder: string, env: Readonly<Record<string, string>> = {}) {
  for (const connection of (await loadConnections(folder)).filter(isFile)) {
    for (const { path, name } of await listFiles(connection, folder, env)) {
      await inbox.put(`${connection.name}/${name}`, await readFile(path), 'absent')
    }
  }
}
