import { resolve } from 'node:path'
import { styleText } from 'node:util'
import type { Command } from 'commander'
import { FixConfig } from '#shared/errors.ts'
import { type Language, say, type Text } from '#shared/i18n/text.ts'
import { noticesTo } from '#shared/notice.ts'
import { type LocalRuntime, localRuntime } from '#shared/runtime-local.ts'
import { asTyped } from './as-typed.ts'
import { exitCodeOf, printFailure } from './failure.ts'
import { type Outcome, toJson } from './outcome.ts'
import { terminalProgress } from './progress.ts'

/** What every verb gets: where the project is, how to speak, and the runtime (opened at first use). */
export interface Context {
  readonly projectDir: string
  readonly language: Language
  readonly json: boolean
  readonly yes: boolean
  readonly signal: AbortSignal
  /** Says something before the outcome is known, below the progress so far. */
  tell(notes: readonly Text[]): void
  /** Opens the project's lake and state; FixConfig when the folder is not a project. */
  runtime(): LocalRuntime
  /** The same context for another project folder. */
  at(projectDir: string): Context
}

interface GlobalOptions {
  project?: string
  json?: boolean
  lang?: string
  quiet?: boolean
  verbose?: boolean
  yes?: boolean
}

/** The environment's language: LC_ALL, LC_MESSAGES, LANG in that order; English unless it starts with ru. */
export function environmentLanguage(env: NodeJS.ProcessEnv): Language {
  return /^ru/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'ru' : 'en'
}

/** The language asked for by --lang, wherever it stands among the words; else the environment's. */
export function spokenLanguage(words: readonly string[], env: NodeJS.ProcessEnv): Language {
  const at = words.findIndex((word) => /^--lang(=|$)/.test(word))
  const given = words[at]?.split('=')[1] ?? words[at + 1]
  return at >= 0 && (given === 'ru' || given === 'en') ? given : environmentLanguage(env)
}

/** Turns a verb's work into a commander action: context in, outcome printed, errors to exit codes. */
export function action<A extends unknown[]>(work: (ctx: Context, ...args: A) => Promise<Outcome>) {
  return async (...args: unknown[]): Promise<void> => {
    const command = args.at(-1) as Command
    const options = command.optsWithGlobals<GlobalOptions>()
    const language = languageOf(options.lang)
    const animate = Boolean(process.stderr.isTTY) && !process.env.CI && !options.quiet
    const progress = terminalProgress({ quiet: Boolean(options.quiet), animate, language })
    const abort = stopOnSignal()
    const opened = new Map<string, LocalRuntime>()
    const contextAt = (projectDir: string): Context => ({
      projectDir,
      language,
      json: Boolean(options.json),
      yes: Boolean(options.yes),
      signal: abort.signal,
      tell: (notes) => {
        progress.end()
        printNotes(notes, { json: Boolean(options.json), language, projectDir })
      },
      runtime: () => {
        const runtime = opened.get(projectDir) ?? localRuntime(projectDir, { progress, warn: notices.warn })
        opened.set(projectDir, runtime)
        return runtime
      },
      at: contextAt,
    })
    const ctx = contextAt(resolve(options.project ?? '.'))
    const notices = noticesTo((note) => {
      if (!options.quiet) ctx.tell([note])
    })
    try {
      const outcome = await work(ctx, ...(args.slice(0, -1) as A))
      progress.end()
      notices.end()
      printOutcome(outcome, ctx)
      process.exitCode = outcome.exitCode ?? 0
    } catch (thrown) {
      // Whatever broke off after Ctrl-C, an engine's own error included, was broken off by it.
      const error: unknown = abort.signal.aborted ? abort.signal.reason : thrown
      progress.end()
      notices.end()
      const { projectDir } = ctx
      printFailure(error, { language, json: ctx.json, verbose: Boolean(options.verbose), projectDir })
      process.exitCode = exitCodeOf(error)
    } finally {
      for (const runtime of opened.values()) runtime.close()
    }
  }
}

/** So long a signal that comes again is the same one: a terminal and the launcher both pass Ctrl-C on. */
const sameSignalMs = 1000

/** Stops in good order at the first Ctrl-C; at a later one at once, for whoever doesn't want to wait. */
function stopOnSignal(): AbortController {
  const abort = new AbortController()
  let firstAt: number | undefined
  const stop = () => {
    firstAt ??= performance.now()
    if (performance.now() - firstAt > sameSignalMs) process.exit(130)
    abort.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return abort
}

function languageOf(given: string | undefined): Language {
  if (given === 'ru' || given === 'en') return given
  return environmentLanguage(process.env)
}

function printOutcome(outcome: Outcome, ctx: Context): void {
  if (ctx.json) {
    console.log(toJson(outcome.result))
    return
  }
  const projectDir = outcome.projectDir ?? ctx.projectDir
  printNotes(outcome.notes ?? [], { ...ctx, projectDir })
  for (const line of outcome.print ?? []) console.log(line)
  if (!outcome.next) return
  const next = asTyped(nextStep(outcome.next)[ctx.language], { projectDir })
  console.error(styleText('dim', next, { stream: process.stderr }))
}

/** Sentences for people, on stderr; programs get the outcome only. */
function printNotes(
  notes: readonly Text[],
  { json, language, projectDir }: Pick<Context, 'json' | 'language' | 'projectDir'>,
): void {
  if (json) return
  for (const note of notes) console.error(asTyped(note[language], { projectDir }))
}

const nextStep = (next: Text): Text => say(`Дальше: ${next.ru}`, `Next: ${next.en}`)

/** For questions that can't be asked because nobody sits at a terminal. */
export function needsFlag(flag: string, what: Text): FixConfig {
  return new FixConfig({ code: 'NEEDS_FLAG', what, hint: say(`Добавьте ${flag}`, `Add ${flag}`) })
}
