/** CSV in pieces that threads can read side by side. */
export type { CellTable } from './cell-column.ts'
export { type FilePiece, filePieces, lineEnds } from './file-pieces.ts'
export { type PieceOrder, type SplitTable, tableOfPiece } from './split-piece.ts'
export { lineMark, scanJson, tableJson } from './table-json.ts'
export { compileTableMapping, type TableMapper } from './table-mapping.ts'
