/** The present state beside the drawing that goes on, under the hour. */
export const keep = async (): Promise<void> => (await import('../stores/autosave.ts')).keepVersion(new Date().toLocaleString())
