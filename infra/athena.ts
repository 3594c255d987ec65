import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { namesOf } from './names.ts'
import type { StageSettings } from './settings.ts'

const gigabyte = 1_000_000_000

interface Parts {
  readonly results: IBucket
  readonly key: IKey
}

const workgroup = (
  scope: Construct,
  id: string,
  options: { name: string; folder: string; enforced: boolean; about: string },
  settings: StageSettings,
  { results, key }: Parts,
) =>
  new CfnWorkGroup(scope, id, {
    name: options.name,
    description: options.about,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: options.enforced,
      publishCloudWatchMetricsEnabled: true,
      bytesScannedCutoffPerQuery: Math.round(settings.scan_limit_gb * gigabyte),
      engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
      resultConfiguration: {
        outputLocation: `s3://${results.bucketName}/${options.folder}/`,
        encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
      },
    },
  })

/**
 * Two groups with one cut-off, which holds whether settings are enforced or not. Where they are, Athena refuses a CTAS that names
 * its own `external_location` (user guide, "Considerations for CTAS queries"), so models are built in a group of their own,
 * which the state machine's role alone may use.
 */
export function makeWorkgroups(scope: Construct, settings: StageSettings, parts: Parts) {
  const names = namesOf(settings.stage)
  return {
    ask: workgroup(
      scope,
      'Workgroup',
      { name: names.workgroup, folder: 'asked', enforced: true, about: 'Reports, lookups and people' },
      settings,
      parts,
    ),
    build: workgroup(
      scope,
      'BuildWorkgroup',
      { name: names.buildWorkgroup, folder: 'builds', enforced: false, about: 'Models of the nightly run' },
      settings,
      parts,
    ),
  }
}
