// Writes the known tensors beside columns of Arrow's types, as Parquet by arrow-rs: directories of one file each.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as arrow from 'apache-arrow';
import { Table as RustTable, writeParquet } from 'parquet-wasm';
import { ROWS, ids, tensor } from './known.mjs';

function column(type, array, value) {
  const data = array.from({ length: ROWS }, (_, i) => value(i));
  return arrow.makeData({ type, length: ROWS, nullCount: 1, nullBitmap: Uint8Array.of(0b1111011), data });
}

function bytes(type, width) {
  const data = Uint8Array.from({ length: ROWS * width }, (_, i) => 200 + i);
  return arrow.makeData({ type, length: ROWS, nullCount: 0, data });
}

function largeText() {
  const small = ids();
  const valueOffsets = BigInt64Array.from(small.valueOffsets, BigInt);
  return arrow.makeData({ type: new arrow.LargeUtf8(), length: ROWS, nullCount: 0, valueOffsets, data: small.values });
}

const TYPES = {
  common: {
    u1: column(new arrow.Uint8(), Uint8Array, (i) => 255 - i),
    u2: column(new arrow.Uint16(), Uint16Array, (i) => 65535 - i),
    u4: column(new arrow.Uint32(), Uint32Array, (i) => 4294967295 - i),
    i1: column(new arrow.Int8(), Int8Array, (i) => -i),
    price: bytes(new arrow.Decimal(3, 38, 128), 16),
    day: column(new arrow.DateDay(), Int32Array, (i) => i - 3),
    stamp: column(new arrow.TimestampMicrosecond('UTC'), BigInt64Array, (i) => BigInt(i) * 1234567n),
    local: column(new arrow.TimestampMillisecond(), BigInt64Array, (i) => BigInt(i) * 1234567n),
    text: largeText(),
  },
  rare: {
    u8: column(new arrow.Uint64(), BigUint64Array, (i) => 18446744073709551615n - BigInt(i)),
    seconds: column(new arrow.TimeSecond(), Int32Array, (i) => i),
    tod: column(new arrow.TimeNanosecond(), BigInt64Array, (i) => BigInt(i) * 1000n),
    span: column(new arrow.DurationMicrosecond(), BigInt64Array, (i) => BigInt(i) - 3n),
    nanos: column(new arrow.TimestampNanosecond('Europe/Vienna'), BigInt64Array, (i) => BigInt(i) * 1000n),
    raw: bytes(new arrow.FixedSizeBinary(3), 3),
    millis: column(new arrow.DateMillisecond(), BigInt64Array, (i) => BigInt(i) * 86400000n),
  },
};
const VARIABLE = new Map([
  ['ARROW:extension:name', 'arrow.variable_shape_tensor'],
  ['ARROW:extension:metadata', '{"dim_names":["C","D","H","W"]}'],
]);

for (const [name, types] of Object.entries(TYPES)) {
  const columns = { id: ids(), ...types, t: tensor() };
  const fields = Object.entries(columns).map(([n, c]) => new arrow.Field(n, c.type, true, n === 't' ? VARIABLE : new Map()));
  const rows = arrow.makeData({ type: new arrow.Struct(fields), length: ROWS, nullCount: 0, children: Object.values(columns) });
  const schema = new arrow.Schema(fields);
  const ipc = arrow.tableToIPC(new arrow.Table(schema, [new arrow.RecordBatch(schema, rows)]), 'stream');
  const directory = join(process.argv[2], name);
  mkdirSync(directory);
  writeFileSync(join(directory, 'part-0.parquet'), writeParquet(RustTable.fromIPCStream(ipc)));
}
