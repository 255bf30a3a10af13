import { utf8Encode } from '../../base/text.ts'
import { STARTERS } from './starters-a.ts'

/**
 * Text that drawings are likely to hold, for deflate to point back to; what is likeliest stands last. Frozen: one other
 * byte, and no link of version a opens any more (a test holds its checksum).
 */
const PYTHON = `import json
import logging
import os
import time

import boto3
from botocore.exceptions import ClientError

logger = logging.getLogger()
logger.setLevel(logging.INFO)
table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
sns = boto3.client("sns")
s3 = boto3.client("s3")


def handler(event, context):
    failures = []
    for record in event["Records"]:
        body = json.loads(record["body"])
        try:
            table.update_item(
                Key={"pk": f"ORDER#{body['orderId']}"},
                UpdateExpression="SET #s = :s",
                ExpressionAttributeNames={"#s": "status"},
                ExpressionAttributeValues={":s": "PAID"},
            )
            sns.publish(TopicArn=os.environ["TOPIC_ARN"], Message=json.dumps(body))
        except (ClientError, TimeoutError) as err:
            logger.warning("failed for %s: %s", record["messageId"], err)
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
`
const SDK = `import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { KinesisClient, PutRecordCommand, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { LambdaClient, InvokeCommand } from "@aws-sdk/client-lambda";
import { SecretsManagerClient, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand, DeleteItemCommand } from "@aws-sdk/client-dynamodb";
    KeyConditionExpression: "pk = :pk", ReturnValues: "UPDATED_NEW", ReturnValues="UPDATED_NEW",
    Entries: [{ EventBusName: process.env.BUS_NAME, Source: "app", DetailType: "Created", Detail: JSON.stringify(
    StreamName: process.env.STREAM_NAME, Records: records, PartitionKey: Data: Buffer.from(JSON.stringify(
    const text = await Body.transformToString(); for (const line of text.split("\\n").filter(Boolean)) { for (let i = 0; i < items.length; i++) {
    response["Attributes"] queue_url sqs.send_message(QueueUrl=os.environ["QUEUE_URL"], MessageBody=json.dumps(
def lambda_handler(event, context):
    print(json.dumps(
    "statusCode": 200, "body": json.dumps(
    except ConditionalCheckFailedException: from decimal import Decimal import boto3 from datetime import datetime, timezone
        raise ValueError( throw new Error(\`
  if (!body) { return { statusCode: 404, body: JSON.stringify({ message: "Not found" }) }; }
  function async (await response.json()) const { id } = event.pathParameters ?? {}; Math.round(  Number(
`
const TYPESCRIPT = `import type { APIGatewayProxyEventV2, Context, S3Event, SQSEvent } from "aws-lambda";
const cache = new Map<string, number>();
interface Result { key: string; }
export async function handler(event: S3Event, context: Context): Promise<Result[]> {
  const body = JSON.parse(event.body ?? "{}");
  const existing = await ddb.send(new GetItemCommand({ TableName: TABLE, Key: { pk: { S: } } }));
  if (existing.Item) return response(200, { duplicate: true });
  const source = Buffer.from(await Body!.transformToByteArray());
  await Promise.all(SIZES.map(async (width) => { })); CacheControl: "public, max-age=31536000, immutable",
const response = (statusCode, body) => ({ statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
`
const SETTINGS = `"notes":[{"id":"t1","x":0,"y":0,"width":240,"height":160,"text":"containers":[{"id":"c1","kind":"region","vpc","subnet","group","name":"scenario":{"seed":7,"forSec":600,"mode":"strict","profile":"course","quotas":{"lambdaConcurrency":"faults":[{"id":"f1","on":"n1","kind":"latency","atSec":30,"forSec":15,"config":{"actions":[{"id":"a1","atSec":10,"on":"n2","do":"set","config":{"ids":[inside
{"pattern":"poisson","rps":100,"pattern":"ramp","rampFrom":5,"rampTo":120,"pattern":"burst","burstSize":"burstEveryMs":"pattern":"spike","spikeRps":"spikeAtMs":"spikeForMs":"pattern":"closed","users":"thinkMs":"forMs":0,"timeoutMs":"retry":"exponential","attempts":5,"invocation":"Event","body":"{\\"orderId\\":\\"{{uuid}}\\"}"
{"runtime":"python3.13","nodejs24.x","nodejs22.x","java21","memoryMb":1769,"memoryMb":256,"timeoutSec":60,"timeoutSec":30,"timeoutSec":15,"timeoutSec":10,"reserved":50,"provisioned":5,"reservedConcurrency":10,"provisionedConcurrency":2,"architecture":"arm64","packageType":"image","packageMb":"duration":"logNormal","ioMs":120,"spread":50,"cpuMs":"threads":"usedMb":"errorRate":5,"failFirst":"failTries":"poison":"failure":"timeout","init":"constant","initMs":"initWorkMs":"idleEndSec":"maxRetries":0,"maxAgeSec":"environment":[{"key":"TABLE_NAME","value":"orders"}],"tracing":true,"code":"language":"typescript","javascript","python","handler":"durationMs":{"dist":"lognormal","p50":60,"p99":400},"p50":120,"p99":900}
{"type":"fifo","visibilityTimeoutSec":180,"visibilityTimeoutSec":60,"delaySec":"retentionSec":"receiveWaitSec":"maxReceiveCount":5}{"batchSize":100,"windowSec":5,"batchSize":25,"windowSec":1,"batchWindowSec":5,"batchWindowSec":1,"maximumConcurrency":"partialBatch":true,"filters":[{"pattern":"parallelizationFactor":"bisect":true,"weight":"method":"POST","path":"/orders","qualifier":"live","latencyMs":{"dist":"lognormal","p50":5,"p99":40},"p50":3,"p99":20},"p50":8,"p99":90},"failureRate":0.05,"failureRate":0.02,"failureRate":0.01,"payloadKb":16,"payloadKb":64,"payloadKb":4,"payloadKb":2,"billing":"provisioned","rcu":25,"wcu":10,"rcu":100,"wcu":
["Order processing — checkout to fulfilment",["httpApi","restApi","apigw","client","lambda","sqs","sns","dynamodb","s3","eventbridge","kinesis","stepfn","alb","functionUrl","cloudfront"],["checkout-handler","orders-worker","payments-consumer","inventory-queue","email-topic","audit-table","thumbnails-bucket","search-bus","webhook-stream","fraud-fn","shipping-api","billing-dlq","users-handler","sessions-worker","reports-consumer","exports-queue","catalog-topic","pricing-table","events-bucket","returns-fn","notifications-bus","create-order","charge-card","resize-image"]
["out sync","calls publish","calls data","poll poll","deadLetter failure","onFailure failure","onSuccess success","out async","out stream","out poll","out subscription","out publish"],[0,0,1,1,0,1,1,1,1,1,2,1,1,0,1,1,3,1]`

let bytes: Uint8Array | undefined
export function dictionaryA(): Uint8Array {
  bytes ??= utf8Encode(SDK + PYTHON + TYPESCRIPT + STARTERS.map((starter) => JSON.stringify(starter.code).slice(1, -1)).join('') + SETTINGS)
  return bytes
}
