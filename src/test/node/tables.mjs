// Files as tables of Apache Arrow's JavaScript library; Parquet by arrow-rs (parquet-wasm).
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { readParquet } from 'parquet-wasm';

/** The data files of an output directory. */
export function files(directory) {
  return readdirSync(directory)
    .filter((name) => name.startsWith('part-'))
    .sort()
    .map((name) => join(directory, name));
}

/** A Parquet or Arrow file. */
export function table(file) {
  const bytes = readFileSync(file);
  return tableFromIPC(file.endsWith('.parquet') ? readParquet(bytes).intoIPCStream() : bytes);
}
