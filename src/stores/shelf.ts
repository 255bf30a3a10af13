import type { NodeSketch, Port, Role, Service } from '../contract/service.ts'
import type { DrawingNode } from '../drawing/drawing.ts'
import { withDefaults } from '../drawing/fields.ts'
import { services } from '../services/catalogue.ts'

/** The services by name. A drawing may hold one that we do not know: then there is none, and it is shown as unknown. */
export const shelf: readonly Service[] = services
const byId = new Map<string, Service>(shelf.map((service) => [service.id, service]))
export const serviceOf = (id: string): Service | undefined => byId.get(id)
export const portOf = (service: string, port: string): Port | undefined => serviceOf(service)?.ports.find((one) => one.id === port)

const receivers = new Set<string>(shelf.flatMap((service) => service.ports.flatMap((port) => Object.keys(port.to))))
/** Whether any wire may end at a node of this role. */
export const mayReceive = (role: Role): boolean => receivers.has(role)

export function sketchOf(node: DrawingNode): NodeSketch {
  const service = serviceOf(node.service)
  const { id, name } = node
  if (!service) return { id, service: node.service, name, role: 'other', config: node.config }
  const config = withDefaults(service.config, node.config)
  return { id, service: node.service, name, role: service.role(config), config }
}

/** A node of this service as it would be right after it was added. */
export function blankOf(service: Service): NodeSketch {
  const config = withDefaults(service.config, {})
  return { id: '', service: service.id, name: service.title, role: service.role(config), config }
}

export function summaryOf(node: DrawingNode): string {
  const service = serviceOf(node.service)
  if (!service) return `Unknown service "${node.service}"`
  try {
    return service.summary(withDefaults(service.config, node.config))
  } catch {
    // A drawing from elsewhere may hold settings of a kind that nobody expects; its card is drawn all the same.
    return service.title
  }
}
