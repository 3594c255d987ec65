declare module 'asl-validator' {
  /** JSON schema, JSONPath and the places that `Next` leads to. */
  export default function validate(definition: object): {
    readonly isValid: boolean
    readonly errors: readonly unknown[]
  }
}
