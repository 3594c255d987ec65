import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { FixConfig, Unavailable } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Context } from '../context.ts'
import { monthlyCost, pricesAsOf, sumOf, volumesShown } from '../infra.ts'
import type { Outcome } from '../outcome.ts'
import { appWords, type Cdk, countResources, newAssembly } from './cdk.ts'
import { outputsPath, type Place, placeOf } from './place.ts'

/** The world that deploying touches. */
export interface DeployParts {
  readonly packageRoot: string
  readonly cdk: Cdk
  /** Who we are to AWS; FixConfig without credentials. */
  readonly identity: (place: Place) => Promise<string>
  /** Asks a person at the terminal; undefined: nobody sits there. */
  readonly ask: ((question: Text) => Promise<string>) | undefined
}

type Act = 'deploy' | 'diff' | 'destroy'

const failed = (act: Act, code: number): Unavailable =>
  new Unavailable({
    who: 'cdk',
    code: 'CDK_FAILED',
    what: say(`cdk ${act} закончился с кодом ${code}`, `cdk ${act} ended with code ${code}`),
    hint: say(
      'Что не понравилось AWS, стоит выше; повторный запуск продолжит с этого места',
      'What AWS disliked stands above; running it again goes on from there',
    ),
  })

async function cdk(parts: DeployParts, ctx: Context, act: Act | 'synth', words: readonly string[]): Promise<void> {
  const code = await parts.cdk.run([act, ...words], ctx.signal)
  ctx.signal.throwIfAborted()
  if (code !== 0) throw failed(act === 'synth' ? 'deploy' : act, code)
}

const usd = (value: number): string => value.toFixed(value < 100 ? 2 : 0)

/** The bill at three sizes in one sentence; docs/cost.md has its lines. */
export function costLine(): Text {
  const sums = volumesShown.map(
    (visits) => `${visits.toLocaleString('en').replaceAll(',', ' ')}: $${usd(sumOf(monthlyCost(visits)))}`,
  )
  return say(
    `Примерно в месяц (расчёт, цены ${pricesAsOf}) при числе визитов ${sums.join(' · ')}`,
    `About, a month (computed, prices of ${pricesAsOf}), by visits ${sums.join(' · ')}`,
  )
}

/** Errors: FixConfig where the name that was typed is another one. */
async function confirm(parts: DeployParts, ctx: Context, place: Place, what: Text): Promise<void> {
  if (ctx.yes) return
  if (!parts.ask) {
    throw new FixConfig({
      code: 'NEEDS_FLAG',
      what: say('нужно подтверждение', 'this needs a confirmation'),
      hint: say(`Добавьте --yes ${place.stage}`, `Add --yes ${place.stage}`),
    })
  }
  const answer = await parts.ask(
    say(`${what.ru}\nНаберите ${place.stage}, чтобы продолжить: `, `${what.en}\nType ${place.stage} to go on: `),
  )
  if (answer.trim() === place.stage) return
  throw new FixConfig({
    code: 'NOT_CONFIRMED',
    what: say('не подтверждено, ничего не сделано', 'not confirmed, nothing was done'),
  })
}

/** Shows what will stand and what it costs, asks, deploys both stacks. */
export async function deploy(ctx: Context, stage: string, parts: DeployParts): Promise<Outcome> {
  const place = placeOf(ctx.projectDir, stage)
  const who = await parts.identity(place)
  const app = appWords(place, parts.packageRoot)
  const assembly = await newAssembly()
  await cdk(parts, ctx, 'synth', [...app, '--quiet', '--output', assembly])
  const counts = await countResources(assembly)
  const listed = [...counts].map(([type, count]) => `${count} × ${type.replace(/^AWS::/, '')}`).join(', ')
  ctx.tell([
    say(`${stage}: ${place.settings.region}, ${who}`, `${stage}: ${place.settings.region}, ${who}`),
    say(`Будет стоять: ${listed}`, `Will stand: ${listed}`),
    costLine(),
  ])
  await confirm(parts, ctx, place, say(`Развернуть ${stage}?`, `Deploy ${stage}?`))
  const outputs = outputsPath(ctx.projectDir, stage)
  await mkdir(dirname(outputs), { recursive: true })
  // From the assembly that was shown, so that nothing else is deployed than what was confirmed.
  const words = ['--app', assembly, '--all', '--require-approval', 'never', '--outputs-file', outputs]
  await cdk(parts, ctx, 'deploy', words)
  return {
    result: { stage, resources: Object.fromEntries(counts), outputs },
    print: [outputs],
    next: say(
      `concord push ${stage}, затем concord run --on aws --stage ${stage}`,
      `concord push ${stage}, then concord run --on aws --stage ${stage}`,
    ),
  }
}

/** What a deployment would change; changes nothing. */
export async function diff(ctx: Context, stage: string, parts: DeployParts): Promise<Outcome> {
  const place = placeOf(ctx.projectDir, stage)
  await parts.identity(place)
  await cdk(parts, ctx, 'diff', [...appWords(place, parts.packageRoot)])
  return { result: { stage } }
}

/** Takes down what works. What is kept (lake, uploads, state, keys) stays: nothing of ours deletes it. */
export async function destroy(ctx: Context, stage: string, parts: DeployParts): Promise<Outcome> {
  const place = placeOf(ctx.projectDir, stage)
  const who = await parts.identity(place)
  const question = say(
    `Удалить ${place.names.pipelineStack} (${who})? Данные в ${place.names.storageStack} останутся.`,
    `Destroy ${place.names.pipelineStack} (${who})? The data in ${place.names.storageStack} stays.`,
  )
  await confirm(parts, ctx, place, question)
  await cdk(parts, ctx, 'destroy', [...appWords(place, parts.packageRoot), 'Pipeline', '--exclusively', '--force'])
  return {
    result: { stage, destroyed: place.names.pipelineStack, kept: place.names.storageStack },
    notes: [
      say(
        `Данные остались в ${place.names.storageStack}. Как удалить и их: docs/first-deployment.md`,
        `The data stayed in ${place.names.storageStack}. How to remove it too: docs/first-deployment.md`,
      ),
    ],
  }
}
