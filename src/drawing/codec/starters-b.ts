/**
 * More handlers to begin with, by name. Their texts stand in dictionary b, and so are as frozen as it is: what should be
 * said better comes under a new name, in a dictionary of its own.
 */
export const CODE_B: { readonly [name: string]: string } = {
  rest: `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event) => {
  const { id } = event.pathParameters ?? {};
  const { Item } = await table.send(new GetCommand({ TableName: process.env.TABLE_NAME, Key: { pk: \`ORDER#\${id}\` } }));
  if (!Item) return { statusCode: 404, body: JSON.stringify({ message: "Not found" }) };
  return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(Item) };
};
`,
  http: `const routes = {
  "GET /orders": async () => ({ orders: [] }),
  "POST /orders": async (event) => ({ created: JSON.parse(event.body ?? "{}").orderId }),
};

// Without statusCode an HTTP API answers 200, and makes JSON of what is returned.
export const handler = async (event) => {
  const route = routes[event.routeKey];
  return route ? route(event) : { statusCode: 404, body: \`No route \${event.routeKey}\` };
};
`,
  socket: `import { ApiGatewayManagementApiClient, PostToConnectionCommand } from "@aws-sdk/client-apigatewaymanagementapi";

export const handler = async (event) => {
  const { routeKey, connectionId, domainName, stage } = event.requestContext;
  // A refusal here closes the handshake; what $disconnect returns is read by nobody.
  if (routeKey === "$connect" || routeKey === "$disconnect") return { statusCode: 200 };
  const api = new ApiGatewayManagementApiClient({ endpoint: \`https://\${domainName}/\${stage}\` });
  try {
    await api.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: \`You said: \${event.body}\` }));
  } catch (error) {
    if (error.name !== "GoneException") throw error;
    console.log("gone", connectionId);
  }
  return { statusCode: 200 };
};
`,
  alb: `// A load balancer wants all of this; with multi-value headers on, it sends and wants multiValueHeaders.
export const handler = async (event) => ({
  statusCode: 200,
  statusDescription: "200 OK",
  isBase64Encoded: false,
  headers: { "Content-Type": "text/html" },
  body: \`<h1>\${event.path}, page \${event.queryStringParameters?.page ?? 1}</h1>\`,
});
`,
  stream: `// The first bytes leave while the rest is still being made. Invoke mode: RESPONSE_STREAM.
export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
  const response = awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers: { "content-type": "text/plain" } });
  for (const word of ["one", "two", "three"]) {
    response.write(word + " ");
    await new Promise((done) => setTimeout(done, 500));
  }
  response.end();
});
`,
  fifo: `// Order counts: after the first failure the rest is not tried, and all of it comes back.
export const handler = async (event) => {
  for (const [at, record] of event.Records.entries()) {
    try {
      await handle(JSON.parse(record.body), record.attributes.MessageGroupId);
    } catch (error) {
      console.error("failed", record.messageId, error);
      return { batchItemFailures: event.Records.slice(at).map(({ messageId }) => ({ itemIdentifier: messageId })) };
    }
  }
  return { batchItemFailures: [] };
};

async function handle(order, group) {
  console.log("order", order.orderId, "of", group);
}
`,
  envelope: `// Whatever the way, the innermost message: S3 or EventBridge or SNS, in SNS, in SQS.
const unwrap = (body) => {
  const said = JSON.parse(body);
  return said.Type === "Notification" ? unwrap(said.Message) : said;
};

export const handler = async (event) => {
  for (const record of event.Records) {
    const inner = unwrap(record.body ?? record.Sns.Message);
    // S3 says once that it is allowed to write here.
    if (inner.Event === "s3:TestEvent") continue;
    for (const { s3 } of inner.Records ?? []) console.log("object", s3.bucket.name, decodeURIComponent(s3.object.key.replace(/\\+/g, " ")));
    if (inner["detail-type"]) console.log("event", inner["detail-type"], inner.detail);
    if (!inner.Records && !inner["detail-type"]) console.log("message", inner);
  }
};
`,
  topic: `export const handler = async (event) => {
  for (const { Sns } of event.Records) {
    console.log(Sns.Subject ?? "no subject", Sns.MessageAttributes.kind?.Value, JSON.parse(Sns.Message));
  }
};
`,
  shard: `// The first failure is reported: what came before it is done, the shard goes on from there.
export const handler = async (event) => {
  for (const { kinesis } of event.Records) {
    try {
      const click = JSON.parse(Buffer.from(kinesis.data, "base64").toString());
      console.log(kinesis.partitionKey, click);
    } catch (error) {
      console.error("failed", kinesis.sequenceNumber, error);
      return { batchItemFailures: [{ itemIdentifier: kinesis.sequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
};
`,
  changes: `import { unmarshall } from "@aws-sdk/util-dynamodb";

export const handler = async (event) => {
  for (const { eventName, dynamodb } of event.Records) {
    const before = dynamodb.OldImage && unmarshall(dynamodb.OldImage);
    const after = dynamodb.NewImage && unmarshall(dynamodb.NewImage);
    if (eventName === "INSERT") console.log("new", after);
    else if (eventName === "MODIFY" && before?.status !== after?.status) console.log("status", before?.status, "to", after?.status);
    else if (eventName === "REMOVE") console.log("gone", unmarshall(dynamodb.Keys));
  }
  return { batchItemFailures: [] };
};
`,
  cron: `import { S3Client, ListObjectsV2Command, DeleteObjectsCommand } from "@aws-sdk/client-s3";

const s3 = new S3Client({});

// A schedule may fire twice: what it does has to be right the second time, too.
export const handler = async (event) => {
  const limit = new Date(event.time).getTime() - 24 * 3_600_000;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: process.env.BUCKET, Prefix: "tmp/" }));
  const old = Contents.filter(({ LastModified }) => LastModified < limit);
  if (old.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket: process.env.BUCKET, Delete: { Objects: old.map(({ Key }) => ({ Key })) } }));
  console.log("deleted", old.length, "of", Contents.length);
};
`,
  guard: `// REST API, type TOKEN. "Unauthorized" is the one error that becomes a 401.
export const handler = async (event) => {
  const [, token] = /^Bearer (.+)$/.exec(event.authorizationToken ?? "") ?? [];
  if (!token) throw new Error("Unauthorized");
  return {
    principalId: "user-7",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: token === "allow-me" ? "Allow" : "Deny", Resource: event.methodArn.split("/").slice(0, 2).join("/") + "/*" }],
    },
    // Only texts, numbers and booleans.
    context: { tenant: "blue" },
  };
};
`,
  gate: `// HTTP API, payload 2.0 with simple responses.
export const handler = async (event) => {
  const [token] = event.identitySource ?? [];
  return { isAuthorized: token === "Bearer allow-me", context: { tenant: "blue" } };
};
`,
  signUp: `// Cognito, before sign-up: the event goes back with its response filled in.
export const handler = async (event) => {
  const { email } = event.request.userAttributes;
  if (!email.endsWith("@example.com")) throw new Error("Only people of example.com may sign up");
  event.response.autoConfirmUser = true;
  event.response.autoVerifyEmail = true;
  return event;
};
`,
  claims: `// Cognito, before the token is made: claims of one's own.
export const handler = async (event) => {
  event.response = { claimsOverrideDetails: { claimsToAddOrOverride: { tenant: "blue" }, claimsToSuppress: ["email"] } };
  return event;
};
`,
  alarm: `import { SNSClient, PublishCommand } from "@aws-sdk/client-sns";

const sns = new SNSClient({});

export const handler = async (event) => {
  const { alarmName, state, previousState } = event.alarmData;
  if (state.value !== "ALARM") return;
  await sns.send(new PublishCommand({
    TopicArn: process.env.TOPIC_ARN,
    Subject: \`\${alarmName}: \${previousState?.value ?? "?"} to \${state.value}\`,
    Message: state.reason,
  }));
};
`,
  logs: `import { gunzipSync } from "node:zlib";

export const handler = async (event) => {
  const { messageType, logGroup, logEvents } = JSON.parse(gunzipSync(Buffer.from(event.awslogs.data, "base64")).toString());
  // Now and then CloudWatch asks only whether anybody is there.
  if (messageType === "CONTROL_MESSAGE") return { errors: 0 };
  const errors = logEvents.filter(({ message }) => message.includes("ERROR"));
  for (const { id, message } of errors) console.log(logGroup, id, message);
  return { errors: errors.length };
};
`,
  mail: `// Synchronous: the answer decides whether later rules see the mail.
export const handler = async (event) => {
  const { mail, receipt } = event.Records[0].ses;
  const bad = ["spamVerdict", "virusVerdict", "spfVerdict"].filter((name) => receipt[name].status === "FAIL");
  console.log(mail.commonHeaders.subject, "from", mail.source, bad);
  return { disposition: bad.length > 0 ? "STOP_RULE_SET" : "CONTINUE" };
};
`,
  device: `// What the rule's SELECT made of the device's message.
export const handler = async (event) => {
  const { device, temperature } = event;
  if (temperature > 30) console.warn("too warm", device, temperature);
  return { device, alert: temperature > 30 };
};
`,
  pipeline: `import { CodePipelineClient, PutJobSuccessResultCommand, PutJobFailureResultCommand } from "@aws-sdk/client-codepipeline";

const pipeline = new CodePipelineClient({});

// The action waits until it is told: returning is not enough.
export const handler = async (event, context) => {
  const { id: jobId, data } = event["CodePipeline.job"];
  try {
    console.log("check", data.actionConfiguration.configuration.UserParameters);
    await pipeline.send(new PutJobSuccessResultCommand({ jobId }));
  } catch (error) {
    await pipeline.send(new PutJobFailureResultCommand({ jobId, failureDetails: { type: "JobFailed", message: error.message, externalExecutionId: context.awsRequestId } }));
  }
};
`,
  resource: `// CloudFormation waits for a PUT to the response URL, an hour long: every way out has to send one.
export const handler = async (event, context) => {
  const { ResponseURL, StackId, RequestId, LogicalResourceId, PhysicalResourceId = \`\${LogicalResourceId}-1\` } = event;
  const answer = { Status: "SUCCESS", PhysicalResourceId, StackId, RequestId, LogicalResourceId, Data: {} };
  try {
    if (event.RequestType === "Create") console.log("create", event.ResourceProperties);
  } catch (error) {
    Object.assign(answer, { Status: "FAILED", Reason: error.message });
  }
  await fetch(ResponseURL, { method: "PUT", body: JSON.stringify(answer) });
};
`,
  rule: `import { ConfigServiceClient, PutEvaluationsCommand } from "@aws-sdk/client-config-service";

const config = new ConfigServiceClient({});

export const handler = async (event) => {
  const { configurationItem: item, notificationCreationTime } = JSON.parse(event.invokingEvent);
  const { desiredInstanceType } = JSON.parse(event.ruleParameters);
  if (!item) return console.log("scheduled at", notificationCreationTime);
  await config.send(new PutEvaluationsCommand({
    ResultToken: event.resultToken,
    Evaluations: [{
      ComplianceResourceType: item.resourceType,
      ComplianceResourceId: item.resourceId,
      ComplianceType: item.configuration.instanceType === desiredInstanceType ? "COMPLIANT" : "NON_COMPLIANT",
      OrderingTimestamp: new Date(item.configurationItemCaptureTime),
    }],
  }));
};
`,
  bot: `// Lex V2, to fulfil an intent.
export const handler = async (event) => {
  const { intent } = event.sessionState;
  const slots = Object.entries(intent.slots).map(([name, slot]) => \`\${name}: \${slot?.value.interpretedValue}\`);
  return {
    sessionState: { dialogAction: { type: "Close" }, intent: { ...intent, state: "Fulfilled" } },
    messages: [{ contentType: "PlainText", content: \`Done. \${slots.join(", ")}\` }],
  };
};
`,
  skill: `// Alexa: a skill answers with what is to be said.
const say = (text, shouldEndSession) => ({ version: "1.0", response: { outputSpeech: { type: "PlainText", text }, shouldEndSession } });

export const handler = async ({ request }) => {
  if (request.type === "LaunchRequest") return say("Welcome. What would you like?", false);
  if (request.type === "IntentRequest") return say(\`You asked for \${request.intent.name}.\`, true);
  return { version: "1.0", response: {} };
};
`,
  task: `// S3 Batch Operations: one object an invocation, and a code for each.
export const handler = async ({ invocationSchemaVersion, invocationId, tasks: [task] }) => {
  const key = decodeURIComponent(task.s3Key.replace(/\\+/g, " "));
  const result = { taskId: task.taskId, resultCode: "Succeeded", resultString: key };
  if (!key.endsWith(".jpg")) Object.assign(result, { resultCode: "PermanentFailure", resultString: "no picture" });
  return { invocationSchemaVersion, treatMissingKeysAs: "PermanentFailure", invocationId, results: [result] };
};
`,
  push: `// CodeCommit: a trigger says which references moved.
export const handler = async (event) => {
  for (const { codecommit, eventSourceARN } of event.Records) {
    for (const { ref, commit, created } of codecommit.references) console.log(eventSourceARN.split(":").at(-1), ref, commit.slice(0, 7), created ? "new" : "");
  }
};
`,
  failures: `// A destination for failures: what was asked, how often it was tried, what went wrong.
export const handler = async ({ requestContext, requestPayload, responsePayload }) => {
  const { functionArn, condition, approximateInvokeCount } = requestContext;
  console.error(functionArn.split(":")[6], condition, "after", approximateInvokeCount, responsePayload?.errorMessage, requestPayload);
};
`,
  connectBad: `import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";

export const handler = async (event) => {
  // BAD: a client, its connection and the whole price list, for every invocation.
  const dynamodb = new DynamoDBClient({});
  const prices = Array.from({ length: 200_000 }, (_, at) => (at * 7_919) % 90);
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: process.env.TABLE_NAME, Key: { pk: { S: "ORDER#A-1001" } } }));
  return { price: prices[7], found: Item !== undefined };
};
`,
  connectGood: `import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";

// GOOD: once per execution environment, during its init, with a whole vCPU.
const dynamodb = new DynamoDBClient({});
const prices = Array.from({ length: 200_000 }, (_, at) => (at * 7_919) % 90);

export const handler = async (event) => {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: process.env.TABLE_NAME, Key: { pk: { S: "ORDER#A-1001" } } }));
  return { price: prices[7], found: Item !== undefined };
};
`,
  chargeBad: `import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";

const dynamodb = new DynamoDBClient({});

// BAD: the same message may come twice, and is charged twice.
export const handler = async (event) => {
  for (const { body } of event.Records) {
    const { orderId, total = 25 } = JSON.parse(body);
    await dynamodb.send(new UpdateItemCommand({
      TableName: process.env.TABLE_NAME,
      Key: { pk: { S: \`ORDER#\${orderId}\` } },
      UpdateExpression: "ADD charged :total",
      ExpressionAttributeValues: { ":total": { N: String(total) } },
    }));
  }
};
`,
  chargeGood: `import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";

const dynamodb = new DynamoDBClient({});

// GOOD: idempotent. The table says no to the second time, whoever asks.
export const handler = async (event) => {
  for (const { body } of event.Records) {
    const { orderId, total = 25 } = JSON.parse(body);
    try {
      await dynamodb.send(new UpdateItemCommand({
        TableName: process.env.TABLE_NAME,
        Key: { pk: { S: \`ORDER#\${orderId}\` } },
        UpdateExpression: "SET charged = :total",
        ConditionExpression: "attribute_not_exists(charged)",
        ExpressionAttributeValues: { ":total": { N: String(total) } },
      }));
    } catch (error) {
      if (error.name !== "ConditionalCheckFailedException") throw error;
      console.log("charged before", orderId);
    }
  }
};
`,
  secretBad: `// BAD: whoever reads the code, a package of it or its history has the password.
const password = "correct-horse-battery-staple";

export const handler = async (event) => ({ connected: password.length > 0 });
`,
  secretGood: `import { SecretsManagerClient, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";

const secrets = new SecretsManagerClient({});
let kept;

// GOOD: fetched when it is first needed, kept for five minutes, so that a rotation is noticed.
const password = async () => {
  if (!kept || kept.until < Date.now()) {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: process.env.SECRET_ID }));
    kept = { value: SecretString, until: Date.now() + 300_000 };
  }
  return kept.value;
};

export const handler = async (event) => ({ connected: (await password()).length > 0 });
`,
  batchBad: `// BAD: one message that cannot be read sends the whole batch back, again and again.
export const handler = async (event) => {
  for (const record of event.Records) {
    const order = JSON.parse(record.body);
    console.log("order", order.orderId);
  }
};
`,
  loopBad: `import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";

const s3 = new S3Client({});

// BAD: it writes where it listens, so it calls itself until somebody stops it.
export const handler = async (event) => {
  for (const { s3: { bucket, object } } of event.Records) {
    await s3.send(new PutObjectCommand({ Bucket: bucket.name, Key: \`\${object.key}.small\`, Body: "small" }));
  }
};
`,
  awaitBad: `import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";

const sqs = new SQSClient({});

// BAD: nobody waits. The environment is frozen with the answer; what was sent goes out with a later request, or never.
export const handler = async (event) => {
  sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: event.body ?? "{}" }));
  return { statusCode: 202 };
};
`,
  awaitGood: `import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";

const sqs = new SQSClient({});

// GOOD: the answer says accepted when it is.
export const handler = async (event) => {
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: event.body ?? "{}" }));
  return { statusCode: 202 };
};
`,
  stateBad: `// BAD: outlives the request. The next caller in this environment reads what the last one left.
let user;

export const handler = async (event) => {
  if (event.headers?.authorization) user = event.headers.authorization;
  return { statusCode: user ? 200 : 401, body: JSON.stringify({ user }) };
};
`,
  stateGood: `// GOOD: what belongs to one request stays within it.
export const handler = async (event) => {
  const user = event.headers?.authorization;
  return { statusCode: user ? 200 : 401, body: JSON.stringify({ user }) };
};
`,
  cache: `import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const s3 = new S3Client({});

// GOOD: /tmp lives as long as the environment. A warm one reads the file instead of the bucket.
export const handler = async (event) => {
  const file = "/tmp/model.json";
  const warm = existsSync(file);
  if (!warm) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: "model.json" }));
    writeFileSync(file, await Body.transformToByteArray());
  }
  return { warm, bytes: readFileSync(file).length };
};
`,
  deadline: `// GOOD: gives up in time to say so; a timeout would only be seen in the metrics.
export const handler = async (event, context) => {
  const signal = AbortSignal.timeout(Math.max(1, context.getRemainingTimeInMillis() - 500));
  try {
    const response = await fetch(process.env.URL, { signal });
    return { statusCode: response.status, body: await response.text() };
  } catch (error) {
    if (error.name !== "TimeoutError") throw error;
    return { statusCode: 504, body: "The other side takes too long" };
  }
};
`,
}
