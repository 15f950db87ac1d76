// Prints every row of output directories: the directory and, as JSON, columns, shape, values as base64 of little-endian bytes.
import { elements, text } from './canonical.mjs';
import { files, table } from './tables.mjs';

function values([data, begin, end]) {
  const floats = data.values.subarray(begin, end);
  if (!(floats instanceof Float32Array) || data.nullCount !== 0) {
    throw new Error('no plain float32: ' + data.type);
  }
  return Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength).toString('base64');
}

for (const [directory, file] of process.argv.slice(2).flatMap((d) => files(d).map((f) => [d, f]))) {
  const found = table(file);
  const fields = found.schema.fields;
  const tensor = fields.length - 1;
  const extension = fields[tensor].metadata.get('ARROW:extension:name');
  const metadata = JSON.parse(fields[tensor].metadata.get('ARROW:extension:metadata'));
  for (const batch of found.batches) {
    for (let i = 0; i < batch.numRows; i++) {
      const columns = {};
      for (let c = 0; c < tensor; c++) {
        columns[fields[c].name] = text(batch.data.children[c], i);
      }
      const data = batch.data.children[tensor];
      const typed = extension === 'arrow.variable_shape_tensor';
      const shape = typed ? JSON.parse(text(data.children[1], i)) : metadata.shape;
      console.log(directory, JSON.stringify({
        extension,
        dimNames: metadata.dim_names,
        shape,
        values: values(elements(typed ? data.children[0] : data, i)),
        columns,
      }));
    }
  }
}
