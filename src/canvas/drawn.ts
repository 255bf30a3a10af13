/** Tells whoever listens that a card or wire was drawn. Only a test does: it proves that a drag draws what it moves. */
export const drawn = (id: string): void => (globalThis as { onDraw?: (id: string) => void }).onDraw?.(id)
