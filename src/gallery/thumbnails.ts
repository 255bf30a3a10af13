import { draw, type Entry } from './entry.ts'

const THUMB = `import { S3Client, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

const s3 = new S3Client({});
const dynamodb = new DynamoDBClient({});

export const handler = async (event) => {
  for (const { s3: { bucket, object } } of event.Records) {
    // In an event a blank is a plus, and other characters are escaped.
    const Key = decodeURIComponent(object.key.replace(/\\+/g, " "));
    const picture = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key }));
    const text = await picture.Body.transformToString();
    if (text.includes("corrupt")) throw new Error("Input buffer contains unsupported image format");
    await new Promise((done) => setTimeout(done, 300));
    await s3.send(new PutObjectCommand({ Bucket: "thumbs", Key, Body: "small" }));
    await dynamodb.send(new PutItemCommand({
      TableName: "Images",
      Item: { name: { S: Key }, size: { N: String(object.size) }, createdAt: { S: new Date().toISOString() } },
    }));
  }
};
`

export const thumbnails: Entry = {
  id: 'thumbnails', title: 'Thumbnails', says: 'A picture comes, a small one is made; what cannot be read is set aside',
  watch: [
    'Every upload is an event of its own; the client does not wait for the thumbnail.',
    'A corrupt picture is tried at once, a minute later and two minutes after that, then lies in the dead-letter queue.',
    'The keys have blanks: in the event they are pluses. Without decoding, every GetObject would be NoSuchKey.',
    'The burst of fifty at one minute shows as concurrency.',
  ],
  drawing: draw('Thumbnails', { forSec: 300, seed: 7 }, [
    ['n1', 'client', 'Photographers', 0, 0, { pattern: 'burst', burstSize: 50, burstEveryMs: 60_000, startAtMs: 60_000, forMs: 30_000, body: '{"photo":{{seq}}}' }],
    ['n2', 'client', 'Broken camera', 0, 180, { pattern: 'burst', burstSize: 1, burstEveryMs: 60_000, startAtMs: 1_000, forMs: 30_000, body: '{"photo":"corrupt"}' }],
    ['n3', 's3', 'photos', 280, 80, { key: 'uploads/my photo {{seq}}.jpg', duplicates: 0 }],
    ['n4', 'lambda', 'thumb', 560, 80, { memoryMb: 1_024, timeoutSec: 30, code: THUMB }],
    ['n5', 's3', 'thumbs', 840, 0], ['n6', 'dynamodb', 'Images', 840, 180, { partitionKey: 'name', stream: 'off' }], ['n7', 'sqs', 'thumb-dlq', 560, 300],
  ], [
    ['n1', 'out', 'n3', 'publish'], ['n2', 'out', 'n3', 'publish'], ['n3', 'notifications', 'n4', 'subscription', { prefix: 'uploads/', suffix: '.jpg' }],
    ['n4', 'calls', 'n3', 'data'], ['n4', 'calls', 'n5', 'data'], ['n4', 'calls', 'n6', 'data'], ['n4', 'deadLetter', 'n7', 'failure'],
  ]),
}
