/** The file source, as the flow and the command line see it. */
export { quarantineTexts } from './bad.ts'
export { type FileConnection, type FileFormat, parseConnection } from './connection.ts'
export { listFiles, loadConnections, type SourceFile } from './files.ts'
export { draftConnection, type Guess, guessFile, type Preview, previewRows } from './guess/index.ts'
export { connectionJsonSchema } from './json-schema.ts'
export { compileMapping, type MappingOptions } from './mapping.ts'
export { hashedCell, type PersonalColumns, personalColumns } from './personal.ts'
export { readFile } from './read.ts'
