import { say, type Text } from '#shared/i18n/text.ts'

/** A user's pattern is run on at most so many characters. */
export const patternInputLimit = 1000
const patternLengthLimit = 200
const unboundedLimit = 4
const wideLimit = 2

interface Group {
  repeats: boolean
  alternatives: boolean
}

/** Why a regular expression is refused (wrong, or able to run for minutes), or undefined when it is fine. */
export function patternProblem(pattern: string): Text | undefined {
  if (pattern.length > patternLengthLimit)
    return say('Выражение длиннее 200 знаков.', 'The pattern is longer than 200 characters.')
  try {
    new RegExp(pattern, 'u')
  } catch {
    return say('Это не регулярное выражение.', 'This is not a regular expression.')
  }
  if (/\\[1-9]|\\k</.test(pattern))
    return say('Обратные ссылки не поддерживаются.', 'Back references are not supported.')
  return repeatProblem(pattern)
}

function repeatProblem(pattern: string): Text | undefined {
  const groups: Group[] = [{ repeats: false, alternatives: false }]
  const isAnchored = pattern.startsWith('^') && !pattern.includes('|')
  let unbounded = 0
  let wide = 0
  let before = ''
  for (const { atom, repeat, closes, opens, bar } of tokens(pattern)) {
    if (opens) groups.push({ repeats: false, alternatives: false })
    if (bar) groups.at(-1)!.alternatives = true
    const closed = closes ? groups.pop()! : undefined
    if (closed) groups.at(-1)!.repeats ||= closed.repeats
    if (repeat) {
      if (closed && (closed.repeats || closed.alternatives)) return nested
      if (before !== '' && !areApart(before, atom)) return tooMany
      groups.at(-1)!.repeats = true
      unbounded += 1
      if (/^(\.|\\[SDWP]|\[)/.test(atom)) wide += 1
    }
    if (!opens && !closes) before = repeat ? atom : ''
  }
  return unbounded <= unboundedLimit && wide <= (isAnchored ? wideLimit : 1) ? undefined : tooMany
}

/** Two repeats side by side share no letter, so that they can't share out a text in many ways. */
const areApart = (left: string, right: string): boolean => /^\\s\\[dw]|^\\[dw]\\s/.test(left + right)

const nested = say(
  'Повтор внутри повтора, как (a+)+ или (a|b)*, может считаться минутами.',
  'A repeat within a repeat, as (a+)+ or (a|b)*, can run for minutes.',
)
const tooMany = say(
  'Слишком много повторов + и *: не больше 4, не подряд, из них одно .* или [^/]* (два, если выражение начинается с ^).',
  'Too many repeats + and *: at most 4, not side by side, one of them like .* or [^/]* (two when the pattern begins with ^).',
)

/** Splits a valid pattern into atoms; `repeat` says that an atom may be repeated more than a few times. */
function* tokens(pattern: string) {
  const shape =
    /(\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|\)|\||[^\\[\]()|])(\*|\+|\{(\d+)(,?)(\d*)\}|\?)?\??/gsu
  for (const [, atom = '', quantifier, low, comma, high] of pattern.matchAll(shape)) {
    const most = quantifier === '*' || quantifier === '+' || (comma && !high) ? Infinity : Number(high || low || 1)
    yield { atom, opens: atom.startsWith('('), closes: atom === ')', bar: atom === '|', repeat: most > 9 }
  }
}
