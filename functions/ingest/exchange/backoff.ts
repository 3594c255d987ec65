/** 1, 2, 4 … seconds, each half fixed and half by chance. */
export const backoff = (attempt: number, random: number) => Math.round(1000 * 2 ** (attempt - 1) * (0.5 + random / 2))
