// Writes the known tensors into a directory by Polars: Parquet, and Arrow files whose buffers are compressed.
import { join } from 'node:path';
import pl from 'nodejs-polars';
import { ROWS, SHAPE, data } from './known.mjs';

const directory = process.argv[2];
const values = data().children[0].values;
const perRow = values.length / ROWS;
const rows = Array.from({ length: ROWS }, (_, i) => i);

function frame(id) {
  return pl.DataFrame({
    id,
    extents: pl.Series('extents', rows.map(() => SHAPE), pl.List(pl.Int32)),
    t: pl.Series('t', rows.map((i) => Array.from(values.subarray(i * perRow, (i + 1) * perRow))), pl.List(pl.Float32)),
  });
}

const numbered = frame(pl.Series('id', rows, pl.Int64));
const named = frame(rows.map((i) => 'r' + i));
for (const compression of ['uncompressed', 'snappy', 'gzip', 'lz4', 'zstd', 'brotli']) {
  named.writeParquet(join(directory, `polars-${compression}.parquet`), { compression });
}
for (const compression of ['uncompressed', 'lz4', 'zstd']) {
  numbered.writeIPC(join(directory, `polars-${compression}.arrow`), { compression });
}
named.writeIPC(join(directory, 'polars-views.arrow'));
