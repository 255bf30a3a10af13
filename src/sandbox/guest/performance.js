// @ts-nocheck
/** The clock of a handler: virtual, like every other. */
const born = core.now()
const entries = []
const entry = (name, entryType, startTime, duration, detail = null) => {
  const one = { name, entryType, startTime, duration, detail }
  if (entries.length < 1000) entries.push(one)
  return one
}
const at = (mark) => (typeof mark === 'number' ? mark : entries.findLast((one) => one.name === mark)?.startTime ?? 0)

exports.performance = {
  timeOrigin: 1767225600000 + born / 1000,
  now: () => (core.now() - born) / 1000,
  mark: (name, options) => entry(name, 'mark', options?.startTime ?? exports.performance.now(), 0, options?.detail),
  measure: (name, from, to) => {
    const start = from === undefined ? 0 : at(from)
    return entry(name, 'measure', start, (to === undefined ? exports.performance.now() : at(to)) - start)
  },
  getEntries: () => [...entries],
  getEntriesByName: (name) => entries.filter((one) => one.name === name),
  getEntriesByType: (type) => entries.filter((one) => one.entryType === type),
  clearMarks: () => {
    entries.length = 0
  },
  clearMeasures: () => {
    entries.length = 0
  },
  eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
  toJSON: () => ({ timeOrigin: exports.performance.timeOrigin }),
}
exports.PerformanceObserver = class PerformanceObserver {
  observe() {}
  disconnect() {}
}
