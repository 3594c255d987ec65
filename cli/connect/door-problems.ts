import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

export const noDoors = () =>
  new FixConfig({
    code: 'NO_DOORS',
    what: say('нет подключений, которые шлют вебхуки', 'there are no connections that send webhooks'),
    hint: say('Подключите CRM: concord connect', 'Connect a CRM: concord connect'),
  })

export const badPort = (port: string) =>
  new FixConfig({
    code: 'BAD_FLAG',
    what: say(`--port ${port}: такого порта нет`, `--port ${port}: there is no such port`),
    hint: say('Число от 0 до 65535, например 8787', 'A number from 0 to 65535, for example 8787'),
  })

export const taken = (host: string, port: string) =>
  new FixConfig({
    code: 'PORT_TAKEN',
    what: say(`${host}:${port} занят или недоступен`, `${host}:${port} is taken or out of reach`),
    hint: say('Другой порт: --port 8788', 'Another port: --port 8788'),
  })
