import { say } from '#shared/i18n/text.ts'
import { decide } from '../decide.ts'
import type { View } from '../view.ts'
import type { Tone } from '../words.ts'

const glyphs: Readonly<Record<Tone, string>> = { off: '▼', near: '≈', ok: '✓', na: '○' }

export function Decisions({ data, t }: View) {
  return (
    <section>
      <h2>{t(say('Что решить сегодня', 'What to decide today'))}</h2>
      <div class="decide">
        {decide(data).map((decision) => (
          <article key={decision.id}>
            <h3>
              <span class={decision.tone} aria-hidden="true">
                {glyphs[decision.tone]}
              </span>{' '}
              {t(decision.title)}
            </h3>
            <p>
              {t(decision.text)}
              {decision.command && <code>{decision.command}</code>}
            </p>
          </article>
        ))}
      </div>
    </section>
  )
}
