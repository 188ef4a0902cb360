import { Resvg, initWasm } from '@resvg/resvg-wasm';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IconImage } from './icon-containers.ts';
import { packIcns, packIco } from './icon-containers.ts';

const SIZES_PIXELS = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

let isRendererReady = false;

/** Draws a square SVG without text in every size. The same bytes on every machine: the renderer is WebAssembly without fonts. */
export async function renderProgramIcon(svg: string): Promise<readonly IconImage[]> {
  // Once for each process: the renderer refuses a second time.
  if (!isRendererReady) {
    isRendererReady = true;
    await initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
  }
  return SIZES_PIXELS.map((sizePixels) => {
    const drawing = new Resvg(svg, { fitTo: { mode: 'width', value: sizePixels } });
    return { sizePixels, png: drawing.render().asPng() };
  });
}

/** Writes what electron-builder takes without tools of its own: `icon.ico`, `icon.icns`, and `png/` for Linux. */
export async function writeProgramIcons(directory: string, svg: string): Promise<void> {
  const images = await renderProgramIcon(svg);
  mkdirSync(join(directory, 'png'), { recursive: true });
  writeFileSync(join(directory, 'icon.ico'), packIco(images.filter(({ sizePixels }) => sizePixels <= 256)));
  writeFileSync(join(directory, 'icon.icns'), packIcns(images));
  for (const { sizePixels, png } of images) {
    writeFileSync(join(directory, 'png', `${sizePixels}x${sizePixels}.png`), png);
  }
}
