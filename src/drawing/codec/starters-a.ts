/** Handlers to begin with, short and right. They stand in the dictionary of links: a drawing that uses them stays small. */
export interface Starter {
  readonly id: string
  readonly title: string
  readonly code: string
}

const hello = `export const handler = async (event, context) => {
  console.log("event", JSON.stringify(event));
  return { statusCode: 200, body: JSON.stringify({ message: "Hello from Lambda", requestId: context.awsRequestId }) };
};
`

const order = `import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
import { randomUUID } from "node:crypto";

// Outside the handler: made once per execution environment, used by every invocation.
const dynamodb = new DynamoDBClient({});
const sqs = new SQSClient({});

export const handler = async (event, context) => {
  const order = JSON.parse(event.body ?? "{}");
  if (!Array.isArray(order.items) || order.items.length === 0) {
    return reply(400, { error: "An order needs at least one item" });
  }
  const orderId = randomUUID();
  const total = order.items.reduce((sum, item) => sum + item.price * item.quantity, 0);
  await dynamodb.send(new PutItemCommand({
    TableName: process.env.TABLE_NAME,
    Item: { pk: { S: \`ORDER#\${orderId}\` }, total: { N: String(total) }, status: { S: "PENDING" } },
    ConditionExpression: "attribute_not_exists(pk)",
  }));
  await sqs.send(new SendMessageCommand({
    QueueUrl: process.env.QUEUE_URL,
    MessageBody: JSON.stringify({ orderId, total, items: order.items }),
  }));
  console.log("order accepted", { orderId, total, remaining: context.getRemainingTimeInMillis() });
  return reply(202, { orderId, status: "PENDING" });
};

const reply = (statusCode, body) => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
`

const batch = `import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";

const dynamodb = new DynamoDBClient({});

// Report only what failed: the rest of the batch is deleted from the queue.
export const handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await handle(JSON.parse(record.body));
    } catch (error) {
      console.error("failed", record.messageId, error);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};

async function handle(order) {
  await dynamodb.send(new UpdateItemCommand({
    TableName: process.env.TABLE_NAME,
    Key: { pk: { S: \`ORDER#\${order.orderId}\` } },
    UpdateExpression: "SET #status = :paid",
    ConditionExpression: "#status <> :paid",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":paid": { S: "PAID" } },
  }));
}
`

const thumbnail = `import { S3Client, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";

const s3 = new S3Client({});

// Write to another bucket than the one that triggers this, or it calls itself for ever.
export const handler = async (event) => {
  const results = [];
  for (const record of event.Records) {
    const bucket = record.s3.bucket.name;
    const key = decodeURIComponent(record.s3.object.key.replace(/\\+/g, " "));
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (!ContentType?.startsWith("image/")) throw new Error(\`unsupported type \${ContentType}\`);
    const bytes = await Body.transformToByteArray();
    await s3.send(new PutObjectCommand({
      Bucket: process.env.OUTPUT_BUCKET,
      Key: \`thumbs/\${key}\`,
      Body: bytes,
      ContentType,
    }));
    results.push({ key, size: bytes.length });
  }
  return results;
};
`

const bus = `import { SNSClient, PublishCommand } from "@aws-sdk/client-sns";

const sns = new SNSClient({});

export const handler = async (event) => {
  console.log(event.source, event["detail-type"], event.detail);
  await sns.send(new PublishCommand({
    TopicArn: process.env.TOPIC_ARN,
    Subject: event["detail-type"],
    Message: JSON.stringify(event.detail),
  }));
  return { published: true };
};
`

export const STARTERS: readonly Starter[] = [
  { id: 'hello', title: 'Hello', code: hello },
  { id: 'order', title: 'Order from an API', code: order },
  { id: 'batch', title: 'SQS batch, partial failures', code: batch },
  { id: 'thumbnail', title: 'S3 thumbnail', code: thumbnail },
  { id: 'bus', title: 'EventBridge to SNS', code: bus },
]
