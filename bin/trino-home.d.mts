export const trinoVersion: string
export const trinoHome: string
export const trinoMark: string
export function findJava(): string | undefined
export function trinoMissing(): string | undefined
