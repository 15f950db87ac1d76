// Writes the known tensors into a directory: Parquet by arrow-rs (parquet-wasm), Arrow files by Arrow's JavaScript library.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Dictionary, Field, Int8, RecordBatch, Schema, Struct, Table, Utf8, Vector, makeData, tableToIPC } from 'apache-arrow';
import { Compression, Encoding, Table as RustTable, WriterPropertiesBuilder, WriterVersion, writeParquet } from 'parquet-wasm';
import { ROWS, SHAPE, data, ids, list, shapes, flat, tensor } from './known.mjs';

const directory = process.argv[2];
const DIM_NAMES = ['C', 'D', 'H', 'W'];
const VARIABLE = new Map([
  ['ARROW:extension:name', 'arrow.variable_shape_tensor'],
  ['ARROW:extension:metadata', JSON.stringify({ dim_names: DIM_NAMES })],
]);
const FIXED = new Map([
  ['ARROW:extension:name', 'arrow.fixed_shape_tensor'],
  ['ARROW:extension:metadata', JSON.stringify({ shape: SHAPE, dim_names: DIM_NAMES, permutation: [0, 1, 2, 3] })],
]);

/** A table of ids and one more column. */
function table(column, metadata = new Map(), id = ids(), more = {}) {
  const columns = { id, ...more, t: column };
  const fields = Object.entries(columns).map(([name, c]) => new Field(name, c.type, true, name === 't' ? metadata : new Map()));
  const rows = makeData({ type: new Struct(fields), length: ROWS, nullCount: 0, children: Object.values(columns) });
  return new Table(new Schema(fields), [new RecordBatch(new Schema(fields), rows)]);
}

function dictionaryIds() {
  const type = new Dictionary(new Utf8(), new Int8(), 7);
  return makeData({ type, length: ROWS, nullCount: 0, data: Int8Array.from({ length: ROWS }, (_, i) => i), dictionary: new Vector([ids()]) });
}

function parquet(name, arrow, set = (properties) => properties) {
  const rust = RustTable.fromIPCStream(tableToIPC(arrow, 'stream'));
  const properties = set(new WriterPropertiesBuilder()).build();
  writeFileSync(join(directory, name + '.parquet'), writeParquet(rust, properties));
}

function arrow(name, table, kind) {
  writeFileSync(join(directory, name + '.arrow'), tableToIPC(table, kind));
}

const struct = table(tensor(), VARIABLE);
const codec = (c) => (p) => p.setCompression(Compression[c]);
parquet('default', struct);
parquet('plain', struct, (p) => codec('UNCOMPRESSED')(p).setDictionaryEnabled(false));
for (const name of ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'LZ4_RAW', 'ZSTD', 'BROTLI']) {
  parquet(name.toLowerCase(), struct, codec(name));
  parquet(name.toLowerCase() + '-v2', struct, (p) => codec(name)(p).setWriterVersion(WriterVersion.V2));
}
parquet('split', struct, (p) => p.setDictionaryEnabled(false).setEncoding(Encoding.BYTE_STREAM_SPLIT).setColumnEncoding('id', Encoding.PLAIN));
parquet('small-pages', struct, (p) => p.setDataPageSizeLimit(64).setWriteBatchSize(1).setMaxRowGroupSize(3));
parquet('large-list', table(tensor(data('float32', 'large'), shapes('large', true))));
parquet('fixed', table(data('float32', 'fixed'), FIXED));
parquet('dictionary-ids', table(tensor(), VARIABLE, dictionaryIds()));
parquet('shape-column', table(data(), new Map(), ids(), { extents: shapes('list', true) }));
parquet('nested', table(list(list(flat('float32'), 4, 'list', 6 * ROWS), 6)));
for (const element of ['float64', 'float16', 'int16', 'uint8']) {
  parquet(element, table(data(element, 'fixed'), FIXED));
}

for (const kind of ['file', 'stream']) {
  arrow(kind + '-struct', struct, kind);
  arrow(kind + '-fixed', table(data('float32', 'fixed'), FIXED), kind);
  arrow(kind + '-large-list', table(tensor(data('float32', 'large'), shapes('list', true))), kind);
  arrow(kind + '-dictionary-ids', table(tensor(), VARIABLE, dictionaryIds()), kind);
}
