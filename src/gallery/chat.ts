import { draw, type Entry } from './entry.ts'

const ROOM = `import { ApiGatewayManagementApiClient, PostToConnectionCommand } from "@aws-sdk/client-apigatewaymanagementapi";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, DeleteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = "connections";
const forget = (id) => table.send(new DeleteCommand({ TableName, Key: { id } }));

export const handler = async (event) => {
  const { routeKey, connectionId, domainName, stage } = event.requestContext;
  if (routeKey === "$connect") await table.send(new PutCommand({ TableName, Item: { id: connectionId } }));
  else if (routeKey === "$disconnect") await forget(connectionId);
  else {
    const api = new ApiGatewayManagementApiClient({ endpoint: \`https://\${domainName}/\${stage}\` });
    const { Items } = await table.send(new ScanCommand({ TableName }));
    await Promise.all(Items.map(async ({ id }) => {
      try {
        await api.send(new PostToConnectionCommand({ ConnectionId: id, Data: event.body }));
      } catch (error) {
        if (error.name !== "GoneException") throw error;
        console.log("gone", id);
        await forget(id);
      }
    }));
  }
  return { statusCode: 200 };
};
`
const TELLER = `export const handler = awslambda.streamifyResponse(async (event, stream) => {
  for (const word of ["Once", "upon", "a", "time", "there", "was", "a", "queue."]) {
    stream.write(word + " ");
    await new Promise((done) => setTimeout(done, 250));
  }
  stream.end();
});
`

export const chat: Entry = {
  id: 'chat', title: 'Chat, and a story', says: 'Connections that stay open and are written to; a response that begins before it ends',
  watch: [
    'A message is one invocation, and a post for each connection that the table knows: it comes back down the wire to every phone.',
    'Phones vanish without a word after 40 s and come back: the API holds the old connection open for ten minutes, and what is posted to it is lost without an error.',
    'Compare FirstByte and Latency of the readers: the first word is there after a moment, the last two seconds later, and all of it is billed.',
  ],
  drawing: draw('Chat, and a story', { forSec: 120, seed: 3 }, [
    ['n1', 'client', 'Phones', 0, 40, { pattern: 'poisson', rps: 2, forMs: 0, body: '{"action":"say","text":"hello {{seq}}"}' }],
    ['n2', 'websocketApi', 'chat', 280, 40, { connections: 6, closeAfterSec: 40, leaves: 'vanishes', comesBackSec: 3 }],
    ['n3', 'lambda', 'room', 560, 40, { memoryMb: 512, timeoutSec: 10, code: ROOM }],
    ['n4', 'dynamodb', 'connections', 840, 40, { stream: 'off' }],
    ['n5', 'client', 'Readers', 0, 260, { pattern: 'poisson', rps: 1, forMs: 0 }],
    ['n6', 'functionUrl', 'story', 280, 260, { invokeMode: 'RESPONSE_STREAM' }],
    ['n7', 'lambda', 'teller', 560, 260, { memoryMb: 512, timeoutSec: 10, streaming: true, code: TELLER }],
  ], [
    ['n1', 'out', 'n2', 'sync'], ['n2', 'out', 'n3', 'sync'], ['n3', 'calls', 'n4', 'data'], ['n3', 'calls', 'n2', 'sync'],
    ['n5', 'out', 'n6', 'sync'], ['n6', 'out', 'n7', 'sync'],
  ]),
}
