import type { Plugin } from 'vite'

export function sqlText(): Plugin
