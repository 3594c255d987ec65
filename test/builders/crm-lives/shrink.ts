import type { Step } from './draw-life.ts'

/** The shortest part of a life that still goes wrong, as far as leaving steps out finds it. */
export async function shrink(steps: readonly Step[], isWrong: (steps: readonly Step[]) => Promise<boolean>) {
  let rest = steps
  for (let size = Math.ceil(rest.length / 2); ; size = Math.ceil(size / 2)) {
    for (let from = 0; from < rest.length; ) {
      const without = [...rest.slice(0, from), ...rest.slice(from + size)]
      if (without.length > 0 && (await isWrong(without))) rest = without
      else from += size
    }
    if (size <= 1) return rest
  }
}
