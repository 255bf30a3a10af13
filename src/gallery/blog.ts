import { origin, page } from './edge-parts.ts'
import { draw, type Entry } from './entry.ts'

const SITE = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, GetCommand } from "@aws-sdk/lib-dynamodb";

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event) => {
  if (event.requestContext.http.method === "POST") {
    const { email } = JSON.parse(event.body ?? "{}");
    await table.send(new PutCommand({ TableName: "readers", Item: { email, since: new Date().toISOString() } }));
    return { statusCode: 201, body: JSON.stringify({ email }) };
  }
  const { Item } = await table.send(new GetCommand({ TableName: "readers", Key: { email: "ann@example.com" } }));
  return Item ? Item : { statusCode: 404, body: "nobody of that name" };
};
`
const WELCOME = `import { SNSClient, PublishCommand } from "@aws-sdk/client-sns";
import { unmarshall } from "@aws-sdk/util-dynamodb";

const sns = new SNSClient({});

export const handler = async (event) => {
  for (const record of event.Records) {
    if (record.eventName !== "INSERT") continue;
    const reader = unmarshall(record.dynamodb.NewImage);
    await sns.send(new PublishCommand({ TopicArn: process.env.MAIL, Message: "Welcome, " + reader.email }));
  }
};
`
const THUMBNAIL = `import { S3Client, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";

const s3 = new S3Client({});

export const handler = async (event) => {
  for (const { s3: { bucket, object } } of event.Records) {
    const Key = decodeURIComponent(object.key.replace(/\\+/g, " "));
    await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key }));
    await s3.send(new PutObjectCommand({ Bucket: "blog-thumbs", Key, Body: "a small picture" }));
  }
};
`

/** The whole row: a link keeps no other. */
const API = { path: '/api/*', origin: 'blog-api', viewerProtocol: 'allow-all', methods: 'all', cachesOptions: false, cachePolicy: 'CachingDisabled', originPolicy: 'AllViewerExceptHostHeader', responsePolicy: '', compress: true }

export const blog: Entry = {
  id: 'blog', title: 'MyBlog.com', says: 'A site behind CloudFront, a public API, a stream that greets new readers, pictures made small',
  without: 'The second Region is not here, so nobody is greeted twice. Mail leaves through a topic; SES could send it as well.',
  watch: [
    'Pages come from the bucket through a cache: the first reader of each part of the world waits for it, nobody after.',
    'The API is never cached: its behaviour has the policy CachingDisabled, and every call goes through to the function.',
    'A sign-up is an item; the stream hands it to the welcome function, in order, in batches.',
    'Readers who sign up twice change an item and get no second mail: only INSERT counts.',
    'Pictures become small ones in another bucket: the same bucket would set the function off again and again.',
  ],
  drawing: draw('MyBlog.com', { forSec: 60, seed: 7 }, [
    ['n1', 'client', 'Readers', 0, -80, { pattern: 'poisson', rps: 10, forMs: 0, country: 'US' }], ['n15', 'client', 'Readers in Japan', 0, 60, { pattern: 'poisson', rps: 4, forMs: 0, country: 'JP' }],
    ['n13', 'cloudfront', 'www', 260, 40, { behaviours: [API], defaultRootObject: 'index.html' }], ['n14', 's3', 'blog-site', 520, -80, { objects: [page('index.html', '<h1>MyBlog</h1>')] }],
    ['n2', 'client', 'Sign-ups', 0, 200, { pattern: 'poisson', rps: 2, forMs: 0, body: '{"email":"reader{{rand 1 40}}@example.com"}' }],
    ['n3', 'httpApi', 'blog-api', 520, 80], ['n4', 'lambda', 'blog', 780, 80, { memoryMb: 512, code: SITE }],
    ['n5', 'dynamodb', 'readers', 1_040, 80, { partitionKey: 'email' }],
    ['n6', 'lambda', 'welcome', 1_300, 80, { memoryMb: 256, timeoutSec: 30, code: WELCOME, environment: [{ key: 'MAIL', value: 'arn:aws:sns:us-east-1:123456789012:mail' }] }],
    ['n7', 'sns', 'mail', 1_560, 80], ['n8', 'sqs', 'outbox', 1_820, 80],
    ['n9', 'client', 'Author', 0, 360, { rps: 0.2, forMs: 0, body: '{"picture":{{seq}}}' }],
    ['n10', 's3', 'blog-uploads', 260, 360, { key: 'pictures/{{seq}}.jpg' }],
    ['n11', 'lambda', 'thumbnail', 520, 360, { memoryMb: 1_024, timeoutSec: 30, code: THUMBNAIL }], ['n12', 's3', 'blog-thumbs', 780, 360],
  ], [
    ['n1', 'out', 'n13', 'sync', { path: '/{{pick index.html,index.html,index.html,api/readers}}' }], ['n15', 'out', 'n13', 'sync'], ['n2', 'out', 'n13', 'sync', { method: 'POST', path: '/api/readers' }],
    origin('n13', 'n14'), origin('n13', 'n3'),
    ['n3', 'out', 'n4', 'sync'], ['n4', 'calls', 'n5', 'data'], ['n5', 'stream', 'n6', 'poll'], ['n6', 'calls', 'n7', 'publish'], ['n7', 'subscribers', 'n8', 'subscription'],
    ['n9', 'out', 'n10', 'publish'], ['n10', 'notifications', 'n11', 'subscription', { suffix: '.jpg' }], ['n11', 'calls', 'n12', 'data'], ['n11', 'calls', 'n10', 'data'],
  ]),
}
