/** A Vite plugin: `import sql from './model.sql'` yields the file's text, as esbuild's text loader does in the bundle. */
export function sqlText() {
  return {
    name: 'sql-text',
    enforce: 'pre',
    transform(code, id) {
      if (id.endsWith('.sql')) return { code: `export default ${JSON.stringify(code)}`, map: null }
    },
  }
}
