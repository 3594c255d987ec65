import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { loadSettings, type Names, namesOf, type StageSettings, settingsFile } from '../infra.ts'

/** A stage as the command line reaches it. */
export interface Place {
  readonly stage: string
  readonly settings: StageSettings
  readonly names: Names
  readonly settingsPath: string
  /** What the last deployment from this folder answered; absent before the first one. */
  readonly outputs: Outputs | undefined
}

const outputs = z.looseObject({
  LakeBucket: z.string(),
  InboxBucket: z.string(),
  ResultsBucket: z.string(),
  StateTable: z.string(),
  NightlyArn: z.string(),
  DoorUrl: z.string(),
})

export type Outputs = z.output<typeof outputs>

/** Written by `cdk deploy --outputs-file`: stack → output → value. */
export const outputsPath = (projectDir: string, stage: string): string =>
  join(projectDir, '.concord', `aws-${stage}.json`)

function readOutputs(path: string): Outputs | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
  const stacks = z.record(z.string(), z.record(z.string(), z.string())).safeParse(JSON.parse(text))
  const all = stacks.success ? Object.assign({}, ...Object.values(stacks.data)) : {}
  const read = outputs.safeParse(all)
  return read.success ? read.data : undefined
}

/** Errors: FixConfig where the settings don't stand or don't hold the stage. */
export function placeOf(projectDir: string, stage: string): Place {
  const settingsPath = join(projectDir, settingsFile)
  return {
    stage,
    settings: loadSettings(settingsPath, stage),
    names: namesOf(stage),
    settingsPath,
    outputs: readOutputs(outputsPath(projectDir, stage)),
  }
}

/** Where an order needs what only a deployment knows. */
export function deployed(place: Place): Outputs {
  if (place.outputs) return place.outputs
  throw new FixConfig({
    who: place.stage,
    code: 'NOT_DEPLOYED',
    what: say('из этой папки контур ещё не разворачивали', 'this stage has not been deployed from this folder'),
    hint: say(`concord deploy ${place.stage}`, `concord deploy ${place.stage}`),
  })
}
