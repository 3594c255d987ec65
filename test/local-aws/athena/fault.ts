/** A refusal of the API itself; `type` is what the SDK makes the error's name. */
export class Fault extends Error {
  readonly type: string

  constructor(type: string, message: string) {
    super(message)
    this.name = 'Fault'
    this.type = type
  }
}

export const invalid = (message: string): Fault => new Fault('InvalidRequestException', message)
