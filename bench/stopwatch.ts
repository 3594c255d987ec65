/** Wall seconds, and CPU seconds of all threads: the latter hardly change when other programs are busy. */
export interface Spent {
  readonly seconds: number
  readonly cpu: number
}

export function stopwatch(): () => Spent {
  const began = performance.now()
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return { seconds: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 }
  }
}
