import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

/** The settings file of a project, beside agreement/ and connections/. */
export const settingsFile = 'concord.aws.yaml'

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone })) && zone.includes('/')
  } catch {
    return false
  }
}

const concurrency = z.strictObject({
  pull: z.int().min(1).default(4),
  inbox: z.int().min(2).default(2),
  door: z.int().min(1).default(20),
  aggregate: z.int().min(1).default(10),
  report: z.int().min(1).default(2),
  deliver: z.int().min(1).default(1),
})

/** CloudWatch keeps logs for one of these only; more than 30 days would outlive a person's right to be forgotten. */
const logDays = z.union([z.literal(7), z.literal(14), z.literal(30)])

const stageSettings = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  /** Twelve digits; without it the account of whoever deploys. */
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  zone: z.string().refine(isZone, 'not a time zone such as Europe/Moscow'),
  /** HH:MM in the company's zone. */
  nightly: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('06:30'),
  mail: z.strictObject({ from: z.email(), to: z.array(z.email()).min(1) }),
  /** Where people open the report, if it is served somewhere; links in the digest begin with it. */
  page_url: z.url().optional(),
  /** One query that would read more is stopped by Athena. */
  scan_limit_gb: z.number().min(0.01).default(20),
  retention: z
    .strictObject({
      logs_days: logDays.default(30),
      old_versions_days: z.int().min(1).max(30).default(30),
      /** Uploads hold personal data as exported; a file counts until it expires. */
      uploads_days: z.int().min(30).default(400),
    })
    .prefault({}),
  /** `off` for a new account whose whole quota is 10. */
  reserved_concurrency: z.union([z.literal('off'), concurrency]).prefault({}),
  door: z.strictObject({ per_second: z.int().min(1).default(20), burst: z.int().min(1).default(40) }).prefault({}),
})

/** Letters and digits only: the name becomes part of bucket names and of SQL names alike. */
const stageName = z.string().regex(/^[a-z][a-z0-9]{1,14}$/)

const file = z.strictObject({ stages: z.record(stageName, stageSettings) })

export type StageSettings = z.output<typeof stageSettings> & { readonly stage: string }

const bad = (where: string, message: string): FixConfig =>
  new FixConfig({
    code: 'AWS_SETTINGS',
    where,
    what: say(`настройки не годятся: ${message}`, `the settings are not right: ${message}`),
    hint: say('Образец в docs/first-deployment.md', 'There is a sample in docs/first-deployment.md'),
  })

/** The settings of one stage out of the text of a settings file. Errors: FixConfig. */
export function parseSettings(text: string, stage: string, where = settingsFile): StageSettings {
  const read = file.safeParse(parse(text))
  if (!read.success) {
    throw bad(where, read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
  }
  const found = read.data.stages[stage]
  if (found) return { ...found, stage }
  const known = Object.keys(read.data.stages).join(', ')
  throw new FixConfig({
    code: 'NO_STAGE',
    where,
    what: say(`контура «${stage}» нет`, `there is no stage “${stage}”`),
    hint: say(`Есть: ${known}`, `There are: ${known}`),
  })
}

/** Errors: FixConfig, also where the file isn't there. */
export function loadSettings(path: string, stage: string): StageSettings {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new FixConfig({
      code: 'NO_AWS_SETTINGS',
      where: path,
      what: say('файла с настройками AWS нет', 'there is no file with AWS settings'),
      hint: say('Образец в docs/first-deployment.md', 'There is a sample in docs/first-deployment.md'),
      cause,
    })
  }
  return parseSettings(text, stage, path)
}
