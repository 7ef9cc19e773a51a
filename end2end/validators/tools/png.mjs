// Decodes PNG files as the specification says: signature, checksums, and pixel data of exactly the announced size.
import { readFile } from "node:fs/promises";
import { crc32, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function decode(bytes) {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) throw new Error("no PNG signature");
  let header, ended = false;
  const data = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length)) throw new Error(`checksum of ${type}`);
    if (type === "IHDR") header = { width: body.readUInt32BE(0), height: body.readUInt32BE(4), depth: body[8], colour: body[9] };
    if (type === "IDAT") data.push(body);
    ended = type === "IEND";
    at += 12 + length;
  }
  if (!header || !ended) throw new Error("cut off");
  const row = 1 + Math.ceil((header.width * header.depth * CHANNELS[header.colour]) / 8);
  const pixels = inflateSync(Buffer.concat(data));
  if (pixels.length !== row * header.height) throw new Error(`${pixels.length} bytes of pixels for ${header.width} × ${header.height}`);
  if (pixels.every((b) => b === pixels[1] || b <= 4)) throw new Error("an empty picture");
}

let refused = 0;
for (const file of process.argv.slice(2)) {
  try {
    decode(await readFile(file));
  } catch (error) {
    refused += 1;
    console.log(`${file}: ${error.message}`);
  }
}
process.exit(refused > 0 ? 1 : 0);
