import * as z from 'zod'
import { putAnew } from '#aggregate/current.ts'
import { Bug } from '#shared/errors.ts'
import { languages, say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'

const note = z.object({
  build: z.string(),
  as_of: z.iso.date(),
  agreement: z.string(),
  languages: z.array(z.enum(languages as ['ru', 'en'])).readonly(),
})

/** What the plan knew of a build; the later steps are called with its name only. */
export type BuildNote = z.infer<typeof note>

const noteKey = (build: string) => `builds/${build}/plan.json`

export const writeNote = (lake: Lake, one: BuildNote): Promise<void> =>
  putAnew(lake, noteKey(one.build), new TextEncoder().encode(`${JSON.stringify(one, null, 2)}\n`))

/** Errors: Bug for a build that was not planned. */
export async function readNote(lake: Lake, build: string): Promise<BuildNote> {
  const stored = await lake.get(noteKey(build))
  if (stored) return note.parse(JSON.parse(new TextDecoder().decode(stored.bytes)))
  throw new Bug({
    who: 'build',
    code: 'NOT_PLANNED',
    where: noteKey(build),
    what: say(`сборку ${build} никто не планировал`, `build ${build} was not planned`),
    hint: say('Сначала шаг plan', 'The step plan comes first'),
  })
}
