import { ascii, concat, uint32 } from "./bytes.ts";

/** A PNG whose left half is red, and whose right half is blue. */
export async function pngOf(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const row = new Uint8Array(1 + width * 3);
  for (let x = 0; x < width; x += 1) row[1 + x * 3 + (x < width / 2 ? 0 : 2)] = 255;
  const rows = new Uint8Array(row.length * height);
  for (let y = 0; y < height; y += 1) rows.set(row, y * row.length);
  const header = concat(uint32(width), uint32(height), [8, 2, 0, 0, 0]);
  return concat(
    [0x89],
    ascii("PNG\r\n\u001a\n"),
    chunkOf("IHDR", header),
    chunkOf("tEXt", ascii("Comment\0GPS of a home")),
    chunkOf("IDAT", await deflated(rows)),
    chunkOf("IEND", new Uint8Array(0)),
  );
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function chunkOf(name: string, data: Uint8Array): Uint8Array {
  const named = concat(ascii(name), data);
  return concat(uint32(data.length), named, uint32(crcOf(named)));
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
