// Loaded before AWS's runtime client. Stands in for the client's one native part, which talks to the Runtime API over HTTP, and
// refuses every connection that would leave this machine, and shows the time as the state machine's shortened waits make it.
const fs = require('node:fs')
const http = require('node:http')
const Module = require('node:module')
const net = require('node:net')

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':')
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })

function call(method, path, body, more = {}) {
  const sized = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body ?? ''), ...more }
  return new Promise((answered, failed) => {
    const request = http.request({ host, port, method, path: `/2018-06-01/runtime${path}`, agent, headers: sized })
    request.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => answered({ bodyJson: text, headers: response.headers }))
    })
    request.on('error', failed)
    request.end(body)
  })
}

// Read anew with each event: a machine waits between events only.
let ahead = 0
const now = Date.now
Date.now = () => now() + ahead
function setClock() {
  ahead = Math.round(Number(fs.readFileSync(process.env.LOCAL_CLOCK_FILE, 'utf8')))
}

// An answer leaves before the next event is asked for, as the native client has it.
let last = Promise.resolve()
const client = {
  initializeClient() {},
  async next() {
    await last
    const event = await call('GET', '/invocation/next')
    setClock()
    return event
  },
  done(id, body) {
    last = call('POST', `/invocation/${id}/response`, body)
  },
  error(id, body) {
    last = call('POST', `/invocation/${id}/error`, body)
  },
}

const load = Module._load
Module._load = function concordLoad(request, ...rest) {
  return String(request).endsWith('rapid-client.node') ? client : load.call(this, request, ...rest)
}

const isHere = (name) => /^(127\.|localhost$|::1$|\[::1\]$)/.test(name)
const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function concordConnect(...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0]
  const name = options?.host ?? (typeof args[1] === 'string' ? args[1] : undefined)
  if (!name || options?.path || isHere(name)) return connect.apply(this, args)
  const refused = Object.assign(new Error(`the local Lambda does not connect to ${name}`), { code: 'ECONNREFUSED' })
  process.nextTick(() => this.destroy(refused))
  return this
}
