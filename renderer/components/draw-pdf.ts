/** What is known of a PDF after its first page was drawn. */
export type DrawnPdf =
  | { readonly kind: 'drawn'; readonly pages: number; readonly title: string | undefined }
  | { readonly kind: 'locked' }
  | { readonly kind: 'damaged' };

/** Pixels of the drawing, whatever size the page claims to have. */
const MAX_WIDTH = 800;
const MAX_HEIGHT = 1_200;
/** Pixels of one picture in the file. */
const MAX_IMAGE_PIXELS = 32 * 1024 * 1024;
/** A first page that takes longer is not worth waiting for. */
const LIMIT_MS = 20_000;
const MAX_TITLE_LENGTH = 200;

/**
 * Draws the first page of a PDF. Runs no script of the file, fetches nothing, and gives up after 20 seconds. Rejects
 * only when `signal` aborts.
 */
export async function drawFirstPage(
  canvas: HTMLCanvasElement,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<DrawnPdf> {
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
  const isOver = new Promise<never>((_resolve, reject) => {
    limit.addEventListener('abort', () => reject(new Error('took too long')), { once: true });
    port.addEventListener('error', () => reject(new Error('the thread for PDF files has ended')), { once: true });
  });
  try {
    return await Promise.race([draw(canvas, bytes, port), isOver]);
  } catch (error) {
    signal.throwIfAborted();
    return { kind: error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged' };
  } finally {
    port.terminate();
  }
}

async function draw(canvas: HTMLCanvasElement, data: Uint8Array, port: Worker): Promise<DrawnPdf> {
  // Large, and needed by few: loaded with the first PDF.
  const { getDocument, PDFWorker, VerbosityLevel } = await import('pdfjs-dist');
  const pdf = await getDocument({
    data,
    worker: PDFWorker.create({ port }),
    verbosity: VerbosityLevel.ERRORS,
    maxImageSize: MAX_IMAGE_PIXELS,
    enableXfa: false,
    // Nothing may be fetched, and code from bytes would need a wider content security policy.
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: true,
  }).promise;
  const page = await pdf.getPage(1);
  const whole = page.getViewport({ scale: 1 });
  const scale = Math.min(MAX_WIDTH / whole.width, MAX_HEIGHT / whole.height);
  const viewport = page.getViewport({ scale });
  canvas.width = Math.max(1, Math.floor(viewport.width));
  canvas.height = Math.max(1, Math.floor(viewport.height));
  await page.render({ canvas, viewport }).promise;
  const { info } = await pdf.getMetadata();
  return { kind: 'drawn', pages: pdf.numPages, title: readTitle(info) };
}

function readTitle(info: object): string | undefined {
  const title: unknown = 'Title' in info ? info.Title : undefined;
  return typeof title === 'string' && title.trim() !== '' ? title.trim().slice(0, MAX_TITLE_LENGTH) : undefined;
}
