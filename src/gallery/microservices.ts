import { draw, type Entry } from './entry.ts'

const ORDERS = `import { LambdaClient, InvokeCommand } from "@aws-sdk/client-lambda";
import { SNSClient, PublishCommand } from "@aws-sdk/client-sns";

const lambda = new LambdaClient({});
const sns = new SNSClient({});

export const handler = async (event) => {
  const order = JSON.parse(event.body ?? "{}");
  // Waits for another service: its latency and its failures are ours, too.
  const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: "price", Payload: JSON.stringify(order) }));
  if (FunctionError) return { statusCode: 502, body: "no price" };
  const { total } = JSON.parse(new TextDecoder().decode(Payload));
  // Tells everybody who listens, and waits for none of them.
  await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: JSON.stringify({ ...order, total }) }));
  return { statusCode: 202, body: JSON.stringify({ total }) };
};
`
const PRICE = `export const handler = async ({ sku = "mug" }) => {
  await new Promise((done) => setTimeout(done, 150));
  return { total: sku.length * 5 };
};
`
const WORK = `export const handler = async (event) => {
  for (const record of event.Records) {
    const order = JSON.parse(JSON.parse(record.body).Message);
    console.log(process.env.AWS_LAMBDA_FUNCTION_NAME, order.total);
    await new Promise((done) => setTimeout(done, 400));
  }
};
`

export const microservices: Entry = {
  id: 'microservices', title: 'Microservices', says: 'One service waits for another; two more are only told',
  without: 'Fargate, EC2, RDS and ElastiCache are not here yet: every service is a function.',
  watch: [
    'The order waits for the price: both durations add up, and so do their failures.',
    'Make “price” slower: the concurrency of “orders” climbs with it, by Little’s law, until requests are throttled.',
    'Shipping and invoices are told through the topic: their queues take the peak, and the order does not wait.',
    'The catalogue behind the load balancer shares nothing with them but the account’s concurrency.',
  ],
  drawing: draw('Microservices', { forSec: 60, seed: 7 }, [
    ['n1', 'client', 'Shop', 0, 60, { pattern: 'spike', spikeRps: 40, forMs: 0, body: '{"sku":"{{pick mug,shirt,poster}}"}' }],
    ['n2', 'httpApi', 'orders-api', 240, 60],
    ['n3', 'lambda', 'orders', 480, 60, { memoryMb: 512, timeoutSec: 10, code: ORDERS, environment: [{ key: 'TOPIC', value: 'arn:aws:sns:us-east-1:123456789012:ordered' }] }],
    ['n4', 'lambda', 'price', 480, 280, { memoryMb: 256, code: PRICE }], ['n5', 'sns', 'ordered', 740, 60],
    ['n6', 'sqs', 'to-ship', 980, 0, { visibilityTimeoutSec: 60 }], ['n7', 'sqs', 'to-invoice', 980, 200, { visibilityTimeoutSec: 60 }],
    ['n8', 'lambda', 'shipping', 1_220, 0, { memoryMb: 256, timeoutSec: 10, code: WORK }], ['n9', 'lambda', 'invoices', 1_220, 200, { memoryMb: 256, timeoutSec: 10, code: WORK }],
    ['n10', 'client', 'Visitors', 0, 460, { pattern: 'poisson', rps: 20, forMs: 0 }], ['n11', 'alb', 'catalogue-lb', 240, 460],
    ['n12', 'lambda', 'catalogue', 480, 460, { memoryMb: 256, response: '{"statusCode":200,"headers":{"content-type":"text/html"},"body":"<h1>Catalogue</h1>"}', ioMs: 30 }],
  ], [
    ['n1', 'out', 'n2', 'sync', { method: 'POST', path: '/orders' }], ['n2', 'out', 'n3', 'sync'], ['n3', 'calls', 'n4', 'sync'], ['n3', 'calls', 'n5', 'publish'],
    ['n5', 'subscribers', 'n6', 'subscription'], ['n5', 'subscribers', 'n7', 'subscription'], ['n6', 'poll', 'n8', 'poll'], ['n7', 'poll', 'n9', 'poll'],
    ['n10', 'out', 'n11', 'sync'], ['n11', 'out', 'n12', 'target'],
  ]),
}
