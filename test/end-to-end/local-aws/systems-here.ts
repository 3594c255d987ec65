import { readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fillThroughConnectors } from '#cli/demo-connectors.ts'
import { envFileSecrets } from '#shared/secrets/env-file.ts'
import { secretsManagerSecrets } from '#shared/secrets/secrets-manager.ts'
import { newProject } from '#test/builders/demo-runs.ts'
import { bundles } from './bundles.ts'
import { personalKey, pushCompany, uploadFiles } from './company.ts'
import type { CompanyHere, HereOptions } from './company-here.ts'
import { type LocalAws, startLocalAws } from './start.ts'

const packageRoot = resolve(import.meta.dirname, '../../..')

/** The last part of the address to which amoCRM sends its webhooks. */
const hook = 'demo-hook-0123456789'

const withHook = (yaml: string): string => yaml.replace('{token: DEMO_TOKEN}', '{token: DEMO_TOKEN, hook: DEMO_HOOK}')

/** The morning after the story's last day, on every function's clock. */
const begins = '2026-11-01T06:00:00Z'

/**
 * The demo company on a local AWS of its own: Yandex Direct, Metrika and amoCRM are played on this machine, amoCRM sends webhooks,
 * and what has no connector is uploaded. Nothing has been read yet.
 */
export async function systemsHere(from: string, options: HereOptions = {}): Promise<CompanyHere> {
  const folder = await newProject()
  const played = await fillThroughConnectors(folder, { packageRoot, market: 'ru', from })
  const crm = join(folder, 'connections/crm.yaml')
  await writeFile(crm, withHook(await readFile(crm, 'utf8')))
  const secrets = { ...played.secrets, DEMO_HOOK: hook, CONCORD_PERSONAL_KEY: personalKey }
  for (const [name, value] of Object.entries(secrets)) await envFileSecrets(join(folder, '.env')).write(name, value)
  const aws = await startLocalAws({ begins, ...options, dist: bundles() })
  const cloudSecrets = secretsManagerSecrets({ client: aws.cloud.clients.secrets, prefix: 'concord/test/' })
  for (const [name, value] of Object.entries(secrets)) await cloudSecrets.write(name, value)
  await pushCompany(aws, folder)
  await uploadFiles(aws, folder)
  return {
    folder,
    aws,
    async remove() {
      await aws.stop()
      await played.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What amoCRM sends when a lead was added; answers the status of the door. */
export async function sendWebhook({ gateway }: LocalAws, lead: number): Promise<number> {
  const body = new URLSearchParams({ 'leads[add][0][id]': String(lead), 'account[id]': '77' })
  return (await fetch(`${gateway.endpoint}/hooks/crm/${hook}`, { method: 'POST', body })).status
}
