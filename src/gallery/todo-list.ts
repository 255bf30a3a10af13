import { draw, type Entry } from './entry.ts'

const API = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { randomUUID } from "node:crypto";

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event) => {
  const userId = event.requestContext.authorizer?.principalId ?? "nobody";
  if (event.httpMethod === "POST") {
    const { title } = JSON.parse(event.body ?? "{}");
    if (!title) return reply(400, { error: "A todo needs a title" });
    const item = { userId, todoId: randomUUID(), title, done: false };
    await table.send(new PutCommand({ TableName: "Todos", Item: item }));
    return reply(201, item);
  }
  const { Items } = await table.send(new QueryCommand({
    TableName: "Todos",
    KeyConditionExpression: "userId = :u",
    ExpressionAttributeValues: { ":u": userId },
    Limit: 25,
  }));
  return reply(200, Items);
};

const reply = (statusCode, body) => ({ statusCode, body: JSON.stringify(body) });
`

const AUTHORIZER = `export const handler = async ({ authorizationToken, methodArn }) => {
  const [, user] = /^Bearer user-(\\w+)$/.exec(authorizationToken) ?? [];
  if (!user) throw new Error("Unauthorized");
  // For the whole API: the policy is kept, and is asked about every method.
  const resource = methodArn.split("/").slice(0, 2).join("/") + "/*";
  return {
    principalId: user,
    policyDocument: { Version: "2012-10-17", Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: resource }] },
  };
};
`

const token = (value: string) => [{ name: 'Authorization', value }]

export const todoList: Entry = {
  id: 'todo-list', title: 'MyTodoList', says: 'A REST API with a cache, an authorizer and a table',
  without: 'Cognito and DAX are not here yet: a Lambda authorizer stands for the one, the table is read directly.',
  watch: [
    'Strangers get 401 or 403 from API Gateway; the function never sees them.',
    'GET /todos comes from the cache for 300 s: far fewer invocations than requests.',
    'A new todo is missing from the list until the cache has expired; the Authorization header as a cache key would tell users apart.',
    'The authorizer is asked once per token, then its policy is kept.',
  ],
  drawing: draw('MyTodoList', { forSec: 120, seed: 7 }, [
    ['n1', 'client', 'Readers', 0, 0, { pattern: 'poisson', rps: 18, forMs: 0, headers: token('Bearer user-ann') }],
    ['n2', 'client', 'Writers', 0, 160, { pattern: 'poisson', rps: 1, forMs: 0, headers: token('Bearer user-ann'), body: '{"title":"todo {{seq}}"}' }],
    ['n3', 'client', 'Strangers', 0, 320, { pattern: 'poisson', rps: 1, forMs: 0, headers: token('Bearer guess') }],
    ['n4', 'restApi', 'todos-api', 280, 140, { cache: true }],
    ['n5', 'lambda', 'todo-api', 560, 60, { memoryMb: 512, timeoutSec: 10, code: API }],
    ['n6', 'lambda', 'authorizer', 560, 260, { memoryMb: 256, code: AUTHORIZER }],
    ['n7', 'dynamodb', 'Todos', 840, 60, { partitionKey: 'userId', sortKey: 'todoId', stream: 'off' }],
  ], [
    ['n1', 'out', 'n4', 'sync', { path: '/todos' }], ['n2', 'out', 'n4', 'sync', { method: 'POST', path: '/todos' }],
    ['n3', 'out', 'n4', 'sync', { path: '/todos' }],
    ['n4', 'out', 'n5', 'sync', { method: 'GET', path: '/todos', authorizer: 'lambda', caching: 'on' }],
    ['n4', 'out', 'n5', 'sync', { method: 'POST', path: '/todos', authorizer: 'lambda', caching: 'off' }],
    ['n4', 'authorizer', 'n6', 'sync', {}],
    ['n5', 'calls', 'n7', 'data'],
  ]),
}
