/** The file source, as the flow and the command line see it. */
export { quarantineTexts } from './bad.ts'
export type { FileConnection, FileFormat } from './connection.ts'
export { splitStart } from './csv.ts'
export { listFiles, type SourceFile } from './files.ts'
export {
  draftConnection,
  type Guess,
  guessFile,
  type Owner,
  type Preview,
  previewRows,
  questionsIn,
} from './guess/index.ts'
export { hashedCell } from './hashed-cell.ts'
export { connectionJsonSchema } from './json-schema.ts'
export { compileMapping, type MappingOptions } from './mapping.ts'
export { parseConnection } from './parse-connection.ts'
export { type PersonalColumns, personalColumns } from './personal.ts'
export { readFile } from './read.ts'
