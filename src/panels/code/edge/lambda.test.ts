import type { CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import { isRequestStage, type Stage } from '../../../contract/edge.ts'
import { headerOf } from '../../../contract/http.ts'
import { says, shop } from '../../../testkit/distribution.ts'
import { newHost } from '../../../testkit/guest.ts'
import { EDGE_EVENTS, EDGE_HANDLERS } from './lambda.ts'

test('LAE-10 the samples are what AWS’s types say', () => {
  const [viewerRequest, originRequest, originResponse, viewerResponse] = EDGE_EVENTS
  const requests = [viewerRequest.event, originRequest.event] as unknown as readonly CloudFrontRequestEvent[]
  const responses = [originResponse.event, viewerResponse.event] as unknown as readonly CloudFrontResponseEvent[]
  expect(requests.map(({ Records }) => Records[0]!.cf.request.uri)).toEqual(['/shop/mugs', '/shop/mugs'])
  expect(responses.map(({ Records }) => Records[0]!.cf.response.status)).toEqual(['404', '200'])
})

test.each(EDGE_HANDLERS)('LAE-11 the starter "$title" does at its stage what it says, behind a distribution', ({ id, code, port }) => {
  const run = shop([[0, 'GET', '/shop/mugs', {}, '', 0, 'DE']], {
    answers: () => (id === 'edgeMissing' ? says(404) : says(200, {}, 'goods')),
    draw: (book) => {
      book.add('lambda', 'f', { code, versions: [{ number: 1, settings: '' }] })
      book.wire('cdn', 'f', { port, config: { qualifier: '1' } })
    },
    settings: { host: newHost() },
  })
  const [{ status, response } = { status: 0, response: undefined }] = run.told()
  const said = (name: string) => response && headerOf(response.headers, name)
  expect(isRequestStage(port as Stage)).toBe(port.endsWith('request'))
  if (id === 'edgeSignIn') expect([status, said('location')]).toEqual([302, '/sign-in?to=%2Fshop%2Fmugs'])
  else if (id === 'edgeVariant') expect([status, run.events('shop')[0].path]).toEqual([200, '/desktop/shop/mugs'])
  else if (id === 'edgeMissing') expect([status, response?.body]).toEqual([200, '<p>There is no /shop/mugs yet.</p>'])
  else if (id === 'edgeHeaders') expect([status, said('x-content-type-options')]).toEqual([200, 'nosniff'])
  // There is nothing under that name on the canvas.
  else expect([status, run.told()[0]!.reason]).toEqual([502, 'OriginDnsError'])
})
