import { type SdkFace, saysName } from '../../contract/sdk.ts'
import type { SocketConfig } from './config.ts'

const manage = 'execute-api:ManageConnections'
/** The endpoint is the client's, not the input's: the first API that is drawn is meant. */
export const face: SdkFace<SocketConfig> = {
  client: 'ApiGatewayManagementApi',
  operations: { PostToConnection: manage, DeleteConnection: manage, GetConnection: manage },
  resource: () => undefined,
  isMeant: saysName,
  missing: () => ({ name: 'ForbiddenException', status: 403, message: 'Forbidden' }),
}
