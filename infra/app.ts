import { resolve } from 'node:path'
import { loadSettings, settingsFile } from './settings.ts'
import { concordApp, newApp, withNag } from './stacks.ts'

/** `cdk … -c stage=prod [-c settings=path/to/concord.aws.yaml] [-c dist=dist/functions]`; `concord deploy` says all three. */
const app = newApp()
const given = (name: string): string | undefined => {
  const value: unknown = app.node.tryGetContext(name)
  return typeof value === 'string' ? value : undefined
}

const settings = loadSettings(resolve(given('settings') ?? settingsFile), given('stage') ?? 'prod')
const dist = resolve(given('dist') ?? `${import.meta.dirname}/../dist/functions`)
withNag(concordApp(app, settings, dist)).app.synth()
