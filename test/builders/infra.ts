import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { bundleFile, functions } from '../../infra/functions.ts'
import { parseSettings, type StageSettings } from '../../infra/settings.ts'
import { concordApp, newApp, withNag } from '../../infra/stacks.ts'
import { settingsText } from './infra-settings.ts'

export { settingsText }

export const testSettings = (): StageSettings => parseSettings(settingsText, 'test')

/** Folders as bin/build.mjs would leave them; no bundling happens. */
export function stubBundles(): string {
  const dist = mkdtempSync(join(tmpdir(), 'concord-bundles-'))
  for (const { name } of functions) {
    mkdirSync(join(dist, name))
    writeFileSync(join(dist, name, bundleFile), 'export const handler = async () => undefined\n')
  }
  return dist
}

const resource = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) })
const template = z.object({ Resources: z.record(z.string(), resource) })

export type Resource = z.output<typeof resource>
/** Resources of both stacks by logical id; ids differ between the stacks. */
export type Resources = Record<string, Resource>

/** Both templates as CloudFormation would get them. `nag`: with the rules of cdk-nag, whose report lands in `outdir`. */
export function synthesise(options: { nag?: boolean; dist?: string } = {}) {
  const outdir = mkdtempSync(join(tmpdir(), 'concord-synth-'))
  const app = newApp({ outdir, analyticsReporting: false, context: { 'aws:cdk:bundling-stacks': [] } })
  const made = concordApp(app, testSettings(), options.dist ?? stubBundles())
  if (options.nag) withNag(made)
  const assembly = made.app.synth()
  const texts = assembly.stacks.map((stack) => JSON.stringify(stack.template))
  const resources: Resources = Object.assign({}, ...texts.map((text) => template.parse(JSON.parse(text)).Resources))
  return { outdir, texts, resources }
}
