/** Three handlers of some forty lines, as users write them: JavaScript, Python, TypeScript. */
export const fortyLines: readonly string[] = [
  `import { DynamoDBClient, QueryCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";

const dynamodb = new DynamoDBClient({});
const events = new EventBridgeClient({});
const { TABLE_NAME, BUS_NAME } = process.env;
const DISCOUNTS = { SUMMER: 0.1, STAFF: 0.35, FIRST: 0.15 };

export const handler = async (event) => {
  const { cartId, coupon } = JSON.parse(event.body);
  const { Items } = await dynamodb.send(new QueryCommand({
    TableName: TABLE_NAME,
    KeyConditionExpression: "pk = :cart",
    ExpressionAttributeValues: { ":cart": { S: \`CART#\${cartId}\` } },
  }));
  if (!Items || Items.length === 0) {
    return answer(404, { message: \`There is no cart \${cartId}\` });
  }
  let total = 0;
  for (const item of Items) {
    total += Number(item.price.N) * Number(item.quantity.N);
  }
  const discount = DISCOUNTS[coupon] ?? 0;
  const price = Math.round(total * (1 - discount) * 100) / 100;
  await dynamodb.send(new UpdateItemCommand({
    TableName: TABLE_NAME,
    Key: { pk: { S: \`CART#\${cartId}\` }, sk: { S: "TOTAL" } },
    UpdateExpression: "SET price = :price",
    ExpressionAttributeValues: { ":price": { N: String(price) } },
  }));
  await events.send(new PutEventsCommand({
    Entries: [{ EventBusName: BUS_NAME, Source: "shop.cart", DetailType: "CartPriced", Detail: JSON.stringify({ cartId, price }) }],
  }));
  return answer(200, { cartId, price, discount });
};

function answer(statusCode, body) {
  return { statusCode, body: JSON.stringify(body) };
}
`,
  `import json
import os
from decimal import Decimal

import boto3

stock = boto3.resource("dynamodb").Table(os.environ["STOCK_TABLE"])
queue = boto3.client("sqs")


class OutOfStock(Exception):
    pass


def reserve(line):
    response = stock.update_item(
        Key={"sku": line["sku"]},
        UpdateExpression="SET available = available - :n",
        ConditionExpression="available >= :n",
        ExpressionAttributeValues={":n": Decimal(line["quantity"])},
        ReturnValues="UPDATED_NEW",
    )
    left = int(response["Attributes"]["available"])
    if left < 10:
        queue.send_message(QueueUrl=os.environ["REORDER_QUEUE"], MessageBody=json.dumps({"sku": line["sku"], "left": left}))
    return left


def handler(event, context):
    failed = []
    for record in event["Records"]:
        message = json.loads(record["body"])
        try:
            for line in message["lines"]:
                reserve(line)
        except stock.meta.client.exceptions.ConditionalCheckFailedException:
            print(json.dumps({"level": "WARN", "order": message["id"], "reason": "out of stock"}))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
`,
  `import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import type { S3Event } from "aws-lambda";

const s3 = new S3Client({});
const kinesis = new KinesisClient({});
const BATCH = 500;

interface Reading {
  device: string;
  at: string;
  celsius: number;
}

export async function handler(event: S3Event): Promise<{ sent: number }> {
  let sent = 0;
  for (const { s3: { bucket, object } } of event.Records) {
    const file = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: decodeURIComponent(object.key) }));
    const text = await file.Body!.transformToString();
    const readings = text.split("\\n").filter(Boolean).map((line) => JSON.parse(line) as Reading);
    const hot = readings.filter((reading) => reading.celsius > 80);
    for (let start = 0; start < hot.length; start += BATCH) {
      const records = hot.slice(start, start + BATCH).map((reading) => ({
        PartitionKey: reading.device,
        Data: Buffer.from(JSON.stringify(reading)),
      }));
      const { FailedRecordCount } = await kinesis.send(new PutRecordsCommand({ StreamName: process.env.STREAM, Records: records }));
      if (FailedRecordCount) {
        throw new Error(\`\${FailedRecordCount} of \${records.length} readings were refused\`);
      }
      sent += records.length;
    }
    console.info(\`\${object.key}: \${hot.length} of \${readings.length} readings are hot\`);
  }
  return { sent };
}
`,
]
