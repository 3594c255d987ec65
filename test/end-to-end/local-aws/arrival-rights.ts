import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { secretsManagerSecrets } from '#shared/secrets/secrets-manager.ts'
import { pushCompany } from './company.ts'
import { type CompanyHere, companyHere } from './company-here.ts'
import { isUsed, type Right, rightsIn, take } from './rights.ts'

export const door = 'concord-test-door'
export const inbox = 'concord-test-inbox'

const hook = 'rights-hook-0123456789'
const crm = `name: crm
kind: amocrm_token
account: example
secrets: {token: CRM_TOKEN, hook: CRM_HOOK}
`

/** A company into which files are uploaded and webhooks come; nothing has arrived yet. */
export async function arrivalsHere(): Promise<CompanyHere> {
  const here = await companyHere('spend only')
  await writeFile(join(here.folder, 'connections/crm.yaml'), crm)
  const secrets = secretsManagerSecrets({ client: here.aws.cloud.clients.secrets, prefix: 'concord/test/' })
  await secrets.write('CRM_HOOK', hook)
  await pushCompany(here.aws, here.folder)
  await here.aws.feedQueues()
  return here
}

let sent = 0

/** A webhook that was never sent before; answers the door's status. */
async function knockOnce({ aws }: CompanyHere): Promise<number> {
  const body = new URLSearchParams({ 'leads[add][0][id]': String(++sent) })
  return (await fetch(`${aws.gateway.endpoint}/hooks/crm/${hook}`, { method: 'POST', body })).status
}

/** A file of a connection comes again with a day's row changed; answers what the queue's batches could not do. */
async function uploadOnce({ folder, aws }: CompanyHere): Promise<readonly string[]> {
  const name = (await readdir(join(folder, 'data'))).find((file) => file.startsWith('vk'))!
  const lines = (await readFile(join(folder, 'data', name), 'utf8')).trimEnd().split('\r\n')
  const again = [...lines, ...Array.from({ length: ++sent }, () => lines.at(-1)!), '']
  await aws.inbox.put(`vk/again-${sent}-${name}`, Buffer.from(again.join('\r\n')), 'absent')
  return aws.feedQueues()
}

const arrive: Readonly<Record<string, (here: CompanyHere) => Promise<boolean>>> = {
  [door]: async (here) => (await knockOnce(here)) === 200,
  [inbox]: async (here) => (await uploadOnce(here)).length === 0,
}

/** The rights of a role that one arrival makes use of. Errors: the arrival fails though nothing was taken. */
export async function rightsOfArrival(here: CompanyHere, caller: string): Promise<readonly Right[]> {
  const { aws } = here
  aws.cloud.lambda.cool()
  aws.gateway.calls.splice(0)
  if (!(await arrive[caller]!(here))) throw new Error(`${caller} fails with all its rights`)
  return rightsIn(aws, caller).filter((right) => isUsed(aws.gateway.calls, right))
}

/** What is wrong with how an arrival took the loss of a right; undefined: it failed, and the log says which one. */
export async function arrivalWithout(here: CompanyHere, right: Right): Promise<string | undefined> {
  const { cloud } = here.aws
  cloud.lambda.cool()
  const before = cloud.lambda.logs.length
  take(here.aws, right)
  const isWell = await arrive[right.caller]!(here)
  cloud.roles.giveBack()
  const said = () => cloud.lambda.logs.slice(before).map(({ line }) => line)
  const isNamed = () => said().some((line) => line.includes(right.action))
  // What a process prints comes by another way than its answer.
  for (let tries = 0; tries < 100 && !isNamed(); tries++) await sleep(20)
  if (!isWell && isNamed()) return undefined
  return `${right.caller} ${right.action}: ${isWell ? 'well' : 'failed'}, ${said().join('\n').slice(0, 600)}`
}
