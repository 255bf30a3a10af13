import { draw, type Entry } from './entry.ts'

const FILES = `export const handler = async (event) => {
  // What a release holds never changes, so everybody may keep it for a day.
  return {
    statusCode: 200,
    headers: { "Content-Type": "application/octet-stream", "Cache-Control": "public, max-age=86400" },
    body: "the file " + event.path,
  };
};
`
/** Quiet at first; then a new version is out, and everybody wants it within a minute. */
const RELEASE = { pattern: 'spike', spikeRps: 200, spikeForMs: 20_000, forMs: 0 } as const
/** Stands for a few servers: ten requests at once, and no more. */
const SERVERS = { memoryMb: 512, reserved: 10, initWorkMs: 200, code: FILES } as const
const FILE = '/app/2.0/{{pick core,maps,voices,fonts}}.zip'

export const softwareUpdates: Entry = {
  id: 'software-updates', title: 'Software updates distribution', says: 'The same release with and without CloudFront in front of the same few servers',
  without: 'Servers, their Auto Scaling group and the file system they share cannot be drawn. A function with ten environments stands for them, so what saturates answers 502 at once and does not slow down first.',
  watch: [
    'At 20 s version 2.0 is out, and 200 requests a second come to each side.',
    'Without the distribution ten environments are all there is. They take ten requests a second each; the function refuses the others, and the load balancer makes 502 of it.',
    'With it the servers see each file about once for each edge location; everybody else is answered from a cache.',
    'A file never changes under its name: a new version is another path, and nothing has to be invalidated.',
  ],
  drawing: draw('Software updates', { forSec: 60, seed: 7 }, [
    ['n1', 'client', 'Phones', 0, 0, RELEASE], ['n2', 'alb', 'plain-lb', 300, 0], ['n3', 'lambda', 'plain-servers', 600, 0, SERVERS],
    ['n4', 'client', 'Phones behind a CDN', 0, 220, { ...RELEASE, country: 'US', spikeRps: 100 }], ['n8', 'client', 'Phones in Asia', 0, 380, { ...RELEASE, country: 'JP', spikeRps: 100 }], ['n5', 'cloudfront', 'downloads', 300, 220, { compress: false }],
    ['n6', 'alb', 'origin-lb', 600, 220], ['n7', 'lambda', 'origin-servers', 900, 220, SERVERS],
  ], [
    ['n1', 'out', 'n2', 'sync', { path: FILE }], ['n2', 'out', 'n3', 'target'],
    ['n4', 'out', 'n5', 'sync', { path: FILE }], ['n8', 'out', 'n5', 'sync', { path: FILE }], ['n5', 'origins', 'n6', 'origin'], ['n6', 'out', 'n7', 'target'],
  ]),
}
