/** What a function does with the turns of its code, told by scripts in place of a sandbox. */
import { expect, test } from 'vitest'
import { Crash, type Scripts, scriptedHost } from '../../../testkit/scripted-host.ts'
import { type Settings, simulate, type Sketchbook } from '../../../testkit/simulate.ts'

const one = (scripts: Scripts, config: object, draw: (book: Sketchbook) => void = () => {}, settings: Settings = {}) => {
  const host = scriptedHost({ code: scripts })
  const run = simulate({ forSec: 29, ...settings, host }, (book) => {
    book.add('client', 'people', { pattern: 'burst', burstSize: 1, burstEveryMs: 10_000, body: '{"n":{{seq}}}' })
    book.add('lambda', 'shop', { code: 'code', ...config })
    book.wire('people', 'shop')
    draw(book)
  })
  return { ...run, host }
}
const told = (texts: readonly string[]) => texts.map((text) => text.replace(/^(\d+)/, (at) => String(Number(at) / 1e6)))

test('LAM-PRG-03 what stands outside the handler runs once per environment, and its variables live on', () => {
  const run = one({
    *init(globals) {
      globals.count = 0
      yield { cpuMs: 200 }
    },
    *handler(event, _context, globals) {
      globals.count++
      yield { say: `n ${event.n}, invocation ${globals.count}` }
      yield { cpuMs: 5 }
      return globals.count
    },
  }, {})
  expect(told(run.texts)).toEqual(['0.2 INFO n 0, invocation 1', '10 INFO n 1, invocation 2', '20 INFO n 2, invocation 3'])
  expect(run.story('shop', 'initEnded', 'finished')).toEqual(['0.2 initEnded 1', '0.205 finished 1', '10.005 finished 2', '20.005 finished 3'])
  expect(run.metric('shop', 'Duration')).toMatchObject({ count: 3, sum: 15 })
  expect(run.metric('shop', 'InitDuration')).toMatchObject({ count: 1, sum: 200 })
})

test('LAM-PRG-01 awaited time passes on the virtual clock', () => {
  const run = one({
    *handler() {
      yield { cpuMs: 1 }
      yield { sleepMs: 250 }
      yield { cpuMs: 2 }
      return 'done'
    },
  }, {})
  expect(run.story('shop', 'finished')).toEqual(['0.253 finished 1', '10.253 finished 2', '20.253 finished 3'])
})

test('a slow factor stretches what code computes, and what it adds comes once', () => {
  const run = one({
    *handler() {
      yield { cpuMs: 10 }
      yield { sleepMs: 20 }
      yield { cpuMs: 30 }
      return 'done'
    },
  }, {}, () => {}, { faults: [{ id: 'f1', on: 'n2', kind: 'latency', atSec: 5, forSec: 10, config: { addMs: 100, factor: 3 } }] })
  expect(run.story('shop', 'finished')).toEqual(['0.06 finished 1', '10.24 finished 2', '20.06 finished 3'])
})

test('LAM-ERR-02 code that waits is stopped by the timeout, and begins again with a new runtime', () => {
  const run = one({
    *init() {
      yield { cpuMs: 100 }
    },
    *handler() {
      yield { sleepMs: 60_000 }
    },
  }, { timeoutSec: 3 })
  expect(run.story('shop', 'timedOut')).toEqual(['3.1 timedOut 1', '13 timedOut 2', '23 timedOut 3'])
  expect([run.host.opened, run.host.closed]).toEqual([3, 3])
  expect(run.outcomes()).toEqual({ failed: 3 })
})

test('LAM-ERR-02 a runtime that was to start in an invocation that timed out does not start in the next', () => {
  const run = one({
    *init() {
      throw new Crash('Runtime.ExitError')
    },
    *handler() {},
  }, { timeoutSec: 1, init: 'constant', initMs: 1_500 }, (book) => {
    book.at(3, 'people', 'send')
    book.at(4.2, 'people', 'send')
  }, { forSec: 8 })
  // Each has a second of its own, and the runtime needs one and a half.
  expect(run.story('shop', 'timedOut', 'crashed', 'finished')).toEqual(['2.5 timedOut 1', '4 timedOut 2', '5.2 timedOut 3'])
  expect([run.host.opened, run.host.closed]).toEqual([1, 1])
})

test('LAM-ERR-02 code that computes without end is cut off at the timeout', () => {
  const run = one({
    *handler() {
      for (;;) yield { cpuMs: 100 }
    },
  }, { timeoutSec: 1 })
  expect(run.story('shop', 'timedOut')).toEqual(['1 timedOut 1', '11 timedOut 2', '21 timedOut 3'])
})

test('LAM-ERR-05 an exception fails the invocation and leaves the environment as it is', () => {
  const run = one({
    *handler(event) {
      if (event.n === 1) throw new TypeError('no')
      return 1
    },
  }, {})
  expect(run.story('shop', 'finished', 'failed')).toEqual(['0 finished 1', '10 failed 2', '20 finished 3'])
  expect(told(run.texts)).toEqual(['10 ERROR Invoke Error\t{"errorType":"TypeError","errorMessage":"no","stack":[]}'])
  expect(run.host.opened).toBe(1)
  expect(run.metric('shop', 'Errors')?.sum).toBe(1)
})

test('LAM-ERR-04 a process that exits takes its runtime with it', () => {
  const run = one({
    *handler(event) {
      if (event.n === 0) throw new Crash('Runtime.ExitError')
      return 1
    },
  }, {})
  expect(run.story('shop', 'finished', 'crashed')).toEqual(['0 crashed 1', '10 finished 2', '20 finished 3'])
  expect([run.host.opened, run.host.closed]).toEqual([2, 1])
})

test('LAM-LC-10 code that cannot be loaded fails its init, and again within the invocation', () => {
  const run = one({
    *init() {
      yield { cpuMs: 50 }
      throw new Crash('Runtime.ImportModuleError')
    },
    *handler() {
      return 1
    },
  }, {}, undefined, { forSec: 5 })
  expect(run.story('shop', 'initFailed', 'started', 'crashed')).toEqual(['0.05 initFailed 1', '0.05 started 1', '0.1 crashed 1'])
})

test('LAM-LC-08 an init that takes more than ten seconds is given up, and repeated as part of the invocation', () => {
  const run = one({
    *init() {
      yield { sleepMs: 11_000 }
    },
    *handler() {
      return 1
    },
  }, { timeoutSec: 20 }, undefined, { forSec: 9.9 })
  expect(run.story('shop', 'initFailed', 'finished')).toEqual([])
  const longer = one({
    *init() {
      yield { sleepMs: 11_000 }
    },
    *handler() {
      return 1
    },
  }, { timeoutSec: 20 }, undefined, { forSec: 25 })
  expect(longer.story('shop', 'initFailed', 'finished').filter((line) => line.endsWith(' 1'))).toEqual(['10 initFailed 1', '21 finished 1'])
})

test('SBX-02 a call without permission is refused in AWS\'s words', () => {
  const run = one({
    *handler() {
      const answer = yield { call: ['SQS', 'SendMessage', { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs', MessageBody: 'x' }] }
      yield { say: answer!.json }
      return 1
    },
  }, {}, (book) => book.add('sqs', 'jobs'), { forSec: 5 })
  expect(JSON.parse(run.texts[0]!.replace(/^\S+ \S+ /, ''))).toMatchObject({
    name: 'AccessDenied', $fault: 'client',
    message: 'User: arn:aws:sts::123456789012:assumed-role/shop-role/shop is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:123456789012:jobs because no identity-based policy allows the sqs:SendMessage action',
  })
})

test('SBX-02 a call along a drawn wire stores the message and answers its id', () => {
  const run = one({
    *handler() {
      yield { cpuMs: 10 }
      const answer = yield { call: ['SQS', 'SendMessage', { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs', MessageBody: 'hello' }] }
      yield { say: JSON.stringify(answer) }
      return 1
    },
  }, {}, (book) => {
    book.add('sqs', 'jobs')
    book.wire('shop', 'jobs', { port: 'calls' })
  }, { forSec: 5 })
  const answer = JSON.parse(run.texts[0]!.replace(/^\S+ \S+ /, ''))
  expect(answer).toMatchObject({ ok: true, attempts: 1, requestId: expect.stringMatching(/^[\da-f-]{36}$/) })
  expect(JSON.parse(answer.json)).toMatchObject({ MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592' })
  expect(run.story('jobs', 'visible', 'queued')).toHaveLength(1)
  expect(run.metric('jobs', 'NumberOfMessagesSent')?.sum).toBe(1)
})

test('SBX-03 a statement of the role is as good as a wire', () => {
  const run = one({
    *handler() {
      yield { call: ['SQS', 'SendMessage', { QueueUrl: 'jobs', MessageBody: 'hello' }] }
      return 1
    },
  }, { statements: [{ action: 'sqs:Send*', resource: 'arn:aws:sqs:*:jobs' }] }, (book) => book.add('sqs', 'jobs'), { forSec: 5 })
  expect(run.metric('jobs', 'NumberOfMessagesSent')?.sum).toBe(1)
})

test('WIR-18 SBX-02 code may do what the wire allows: reading, writing, names, keys; all else is AccessDenied, with the object in the sentence', () => {
  const told = (config: object) => {
    const run = one({
      *handler() {
        for (const [operation, input] of [['PutObject', { Key: 'thumbs/a', Body: 'x' }], ['GetObject', { Key: 'thumbs/a' }], ['PutObject', { Key: 'photos/a', Body: 'x' }], ['ListObjectsV2', {}]] as const) {
          const answer = yield { call: ['S3', operation, { Bucket: 'photos', ...input }] }
          yield { say: answer!.json }
        }
        return 1
      },
    }, {}, (book) => {
      book.add('s3', 'photos')
      book.wire('shop', 'photos', { port: 'calls', config: { ...config } })
    }, { forSec: 5 })
    return run.texts.map((line) => JSON.parse(line.replace(/^\S+ \S+ /, '')) as { readonly name?: string; readonly message?: string })
  }
  const refused = (config: object) => told(config).map(({ name }) => name)
  expect(refused({ actions: 'write' })).toEqual([undefined, 'AccessDenied', undefined, 'AccessDenied'])
  expect(refused({ actions: 'read' })).toEqual(['AccessDenied', 'NoSuchKey', 'AccessDenied', undefined])
  expect(refused({ keys: 'thumbs/' })).toEqual([undefined, undefined, 'AccessDenied', undefined])
  expect(refused({ actions: 'exact', exactly: 's3:*Object' })).toEqual([undefined, undefined, undefined, 'AccessDenied'])
  expect(told({ keys: 'thumbs/' })[2]!.message).toBe('User: arn:aws:sts::123456789012:assumed-role/shop-role/shop is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::photos/photos/a" because no identity-based policy allows the s3:PutObject action')
})

test('SBX-02 a queue that is not there is refused by name', () => {
  const run = one({
    *handler() {
      const answer = yield { call: ['SQS', 'SendMessage', { QueueUrl: 'nowhere', MessageBody: 'hello' }] }
      yield { say: answer!.json }
      return 1
    },
  }, {}, undefined, { forSec: 5 })
  expect(JSON.parse(run.texts[0]!.replace(/^\S+ \S+ /, ''))).toMatchObject({ name: 'QueueDoesNotExist', $metadata: { httpStatusCode: 400 } })
})

test('LAM-SQS-07 what code returns says which messages of its batch failed', () => {
  const host = scriptedHost({
    code: {
      *handler(event) {
        yield { cpuMs: 5 }
        return { batchItemFailures: event.Records.filter((record: any) => record.body.includes('1')).map((record: any) => ({ itemIdentifier: record.messageId })) }
      },
    },
  })
  const run = simulate({ forSec: 20, host }, (book) => {
    book.add('client', 'people', { pattern: 'burst', burstSize: 2, burstEveryMs: 100_000, forMs: 112_000, body: '{"n":{{seq}}}' })
    book.add('sqs', 'jobs', { visibilityTimeoutSec: 30 })
    book.add('lambda', 'work', { code: 'code' })
    book.wire('people', 'jobs')
    book.wire('jobs', 'work', { config: { partialBatch: true } })
  })
  expect(run.count('jobs', 'deleted')).toBe(1)
  expect(run.metric('work', 'Invocations')?.sum).toBe(1)
})

test('SBX-01 code invokes another function, and reads what it returned', () => {
  const host = scriptedHost({
    code: {
      *handler(event) {
        const answer = yield { call: ['Lambda', 'Invoke', { FunctionName: 'inner', Payload: JSON.stringify({ of: event.n }) }] }
        yield { say: answer!.json }
        return 1
      },
    },
    inner: {
      *handler(event) {
        yield { cpuMs: 20 }
        if (event.of === 1) throw new RangeError('one')
        return { twice: event.of * 2 }
      },
    },
  })
  const run = simulate({ forSec: 15, host }, (book) => {
    book.add('client', 'people', { pattern: 'burst', burstSize: 1, burstEveryMs: 10_000, body: '{"n":{{seq}}}' })
    book.add('lambda', 'outer', { code: 'code' })
    book.add('lambda', 'inner', { code: 'inner' })
    book.wire('people', 'outer')
    book.wire('outer', 'inner', { port: 'calls' })
  })
  const [fine, failed] = run.texts.filter((text) => text.includes('StatusCode')).map((text) => JSON.parse(text.replace(/^\S+ \S+ /, '')))
  const read = (output: any) => JSON.parse(Buffer.from(output.Payload.$binary, 'base64').toString())
  expect(fine).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' })
  expect(read(fine)).toEqual({ twice: 0 })
  expect(failed.FunctionError).toBe('Unhandled')
  expect(read(failed)).toMatchObject({ errorType: 'RangeError', errorMessage: 'one' })
  expect(run.metric('outer', 'Duration')).toMatchObject({ count: 2, sum: 40 })
})

test('SBX-01 an invocation as an event is taken in at once, and runs by itself', () => {
  const host = scriptedHost({
    code: {
      *handler() {
        const answer = yield { call: ['Lambda', 'Invoke', { FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:inner', InvocationType: 'Event', Payload: '{}' }] }
        yield { say: answer!.json }
        return 1
      },
    },
    inner: {
      *handler() {
        yield { cpuMs: 500 }
        return 1
      },
    },
  })
  const run = simulate({ forSec: 5, host }, (book) => {
    book.add('client', 'people', { pattern: 'burst', burstSize: 1, burstEveryMs: 10_000 })
    book.add('lambda', 'outer', { code: 'code', statements: [{ action: 'lambda:*', resource: '*' }] })
    book.add('lambda', 'inner', { code: 'inner' })
    book.wire('people', 'outer')
  })
  expect(run.texts[0]).toContain('"StatusCode":202')
  expect(run.metric('outer', 'Duration')?.sum).toBe(0)
  expect(run.story('inner', 'finished')).toHaveLength(1)
  expect(run.outcomes()).toEqual({ succeeded: 3 })
})

test('LAM-PC-03 the code outside the handler of a provisioned environment runs when it is made, not with its first request', () => {
  const scripts: Scripts = {
    *init(globals) {
      globals.count = 0
      yield { say: 'outer code' }
      yield { cpuMs: 200 }
    },
    *handler(event, _context, globals) {
      yield { say: `n ${event.n}, invocation ${++globals.count}` }
      yield { cpuMs: 5 }
      return globals.count
    },
  }
  const provisioned = (readyAtStart: boolean) => simulate({ forSec: 112, host: scriptedHost({ code: scripts }) }, (book) => {
    book.add('client', 'people', { pattern: 'burst', burstSize: 1, burstEveryMs: 100_000, forMs: 112_000, body: '{"n":{{seq}}}' })
    book.add('lambda', 'shop', { code: 'code', versions: [{ number: 1, settings: '' }], provisioned: [{ qualifier: '1', environments: 2, readyAtStart, target: 0, min: 1, max: 5 }] })
    book.wire('people', 'shop', { config: { qualifier: '1' } })
  })
  const ready = provisioned(true)
  expect(told(ready.texts)).toEqual(['0 INFO outer code', '0 INFO outer code', '0 INFO n 0, invocation 1', '100 INFO n 1, invocation 2'])
  expect(ready.metric('shop', 'ProvisionedConcurrencyInvocations')?.sum).toBe(2)
  const later = provisioned(false)
  // On demand at first; then two of them prepare for 0.2 s, and the second request finds one.
  expect(told(later.texts).map((text) => text.replace(/^9[\d.]+/, '90 and more'))).toEqual(['0 INFO outer code', '0.2 INFO n 0, invocation 1', '90 and more INFO outer code', '90 and more INFO outer code', '100 INFO n 1, invocation 1'])
  expect(later.metric('shop', 'ProvisionedConcurrencyInvocations')?.sum).toBe(1)
})

test('LAM-PC-03 a provisioned environment whose outer code fails is not used: the pool has failed, requests run on demand', () => {
  const run = simulate({ forSec: 10, host: scriptedHost({ code: { *init() { throw new Crash('Runtime.ImportModuleError') }, *handler() { return 1 } } }) }, (book) => {
    book.add('client', 'people', { pattern: 'burst', burstSize: 1, burstEveryMs: 20_000 })
    book.add('lambda', 'shop', { code: 'code', versions: [{ number: 1, settings: '' }], provisioned: [{ qualifier: '1', environments: 1, readyAtStart: true, target: 0, min: 1, max: 5 }] })
    book.wire('people', 'shop', { config: { qualifier: '1' } })
  })
  expect(run.metric('shop', 'ProvisionedConcurrencyInvocations')?.sum ?? 0).toBe(0)
  expect(run.metric('shop', 'Errors')?.sum).toBe(1)
  expect(run.story('shop', 'initFailed')).toEqual(['0 initFailed', '0 initFailed 1'])
})

test('LAM-PRG-01 code on a runtime that is not for it is warned of, a model on it is not', () => {
  const warned = (config: object) => one({ *handler() {} }, config, () => {}, { forSec: 1 }).plan.findings.map(({ rule, level, field }) => [rule, level, field])
  expect(warned({ runtime: 'python3.13' })).toEqual([['LAM-PRG-01', 'warning', 'runtime']])
  expect(warned({ runtime: 'nodejs24.x' })).toEqual([])
  expect(warned({ runtime: 'python3.13', code: '' })).toEqual([])
})
