// Reads PDF files in a thread of its own, which ends with the preview: what a broken file does there harms nothing else.
import 'pdfjs-dist/build/pdf.worker.min.mjs';
