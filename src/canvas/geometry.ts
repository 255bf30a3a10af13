/** The drawn path of a wire, for whoever moves dots along it; null while it is not on the page. */
export const wirePath = (wire: string): SVGPathElement | null =>
  document.querySelector<SVGPathElement>(`path[data-wire="${CSS.escape(wire)}"]`)
