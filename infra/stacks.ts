import { App, type AppProps, type Stack, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { makePipeline } from './pipeline-stack.ts'
import type { StageSettings } from './settings.ts'
import { makeStorage, type Storage } from './storage-stack.ts'

export interface ConcordApp {
  readonly app: App
  readonly storage: Storage
  readonly pipeline: Stack
}

/** Stand here and not in cdk.json, so that a test and a deployment make the same template. */
const flags = {
  '@aws-cdk/core:newStyleStackSynthesis': true,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  '@aws-cdk/aws-iam:minimizePolicies': false,
}

/** What the command line of cdk gives as context is added by the library itself. */
export const newApp = (props: AppProps = {}): App => new App({ ...props, context: { ...flags, ...props.context } })

/** Both stacks of a stage. `dist`: folder of the function bundles. */
export function concordApp(app: App, settings: StageSettings, dist: string): ConcordApp {
  const storage = makeStorage(app, settings)
  const pipeline = makePipeline(app, settings, storage, dist)
  return { app, storage, pipeline }
}

/** Adds the rules of cdk-nag; a finding that nobody explained fails the synthesis. */
export function withNag<A extends Pick<ConcordApp, 'app'>>(made: A): A {
  Validations.of(made.app).addPlugins(new AwsSolutionsChecks(made.app))
  return made
}
