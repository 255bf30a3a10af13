/** Saves the drawing as a picture that carries it: who gets the picture can open it again. */
import { utf8Encode } from '../base/text.ts'
import { shelfOf } from '../drawing/catalogue.ts'
import { fileNameOf, writeDrawingText } from '../drawing/file.ts'
import { textIntoPng, textIntoSvg } from '../drawing/picture.ts'
import { present } from '../stores/drawing.ts'
import { download } from '../stores/files.ts'
import { shelf } from '../stores/shelf.ts'
import { tell } from '../stores/toasts.ts'
import { type Picture, pictureOf } from './picture-of.ts'

/** Twice as fine as the screen's points, unless that is more than browsers draw. */
const SCALE = 2
const MOST_POINTS = 8_192

export function saveSvg(): void {
  const { svg, text, name } = made()
  download(new Blob([utf8Encode(textIntoSvg(svg, text))], { type: 'image/svg+xml' }), fileNameOf(name, '.svg'))
}

export async function savePng(): Promise<void> {
  const { text, name, ...picture } = made()
  const png = await drawn(picture)
  if (!png) {
    tell('The browser could not draw this picture. Save it as SVG instead.', { tone: 'bad' })
    return
  }
  download(new Blob([textIntoPng(png, text)], { type: 'image/png' }), fileNameOf(name, '.png'))
}

/** In the colours that the page has at present. */
function made(): Picture & { readonly text: string; readonly name: string } {
  const drawing = present()
  const style = getComputedStyle(document.documentElement)
  return { ...pictureOf(drawing, (token) => style.getPropertyValue(token).trim()), text: writeDrawingText(drawing, shelfOf(shelf)), name: drawing.name }
}

async function drawn({ svg, width, height }: Picture): Promise<Uint8Array | undefined> {
  const address = URL.createObjectURL(new Blob([utf8Encode(svg)], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const scale = Math.min(SCALE, MOST_POINTS / width, MOST_POINTS / height)
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(width * scale))
    canvas.height = Math.max(1, Math.round(height * scale))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
    return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined
  } catch {
    return undefined
  } finally {
    URL.revokeObjectURL(address)
  }
}
