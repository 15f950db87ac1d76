// Tensors whose values follow a rule that Known.java follows too, as columns of Apache Arrow's JavaScript library.
import { Field, FixedSizeList, Float16, Float32, Float64, Int16, Int32, Int64, LargeList, List, Struct, Uint8, Utf8, makeData } from 'apache-arrow';

export const ROWS = 7;
export const SHAPE = [1, 2, 3, 4];
const VALUES = 24;

/** Numbers from 1 to 100; as float32 also NaNs with payloads and infinities. */
function fill(array, special) {
  const bits = special && new Uint32Array(array.buffer);
  for (let k = 0; k < array.length; k++) {
    const [row, i] = [Math.floor(k / VALUES), k % VALUES];
    array[k] = (row * 31 + i * 7) % 100 + 1;
    if (special && i % 7 === 3) {
      bits[k] = (0x7fc00000 | k) >>> 0;
    } else if (special && i % 7 === 5) {
      array[k] = -Infinity;
    }
  }
  return array;
}

function half(value) {
  // Exact for the numbers used here: integers from 1 to 100.
  const exponent = Math.floor(Math.log2(value));
  return ((exponent + 15) << 10) | ((value / 2 ** exponent - 1) * 1024);
}

const ELEMENTS = {
  float32: [new Float32(), () => fill(new Float32Array(ROWS * VALUES), true)],
  float64: [new Float64(), () => fill(new Float64Array(ROWS * VALUES))],
  float16: [new Float16(), () => Uint16Array.from(fill(new Float64Array(ROWS * VALUES)), half)],
  int16: [new Int16(), () => fill(new Int16Array(ROWS * VALUES))],
  uint8: [new Uint8(), () => fill(new Uint8Array(ROWS * VALUES))],
};

/** All values of all rows, as a flat column. */
export function flat(element) {
  const [type, values] = ELEMENTS[element];
  return makeData({ type, length: ROWS * VALUES, nullCount: 0, data: values() });
}

/** Rows of equally many elements of a flat column, in a list of the kind wanted. */
export function list(child, length, kind = 'list', rows = ROWS) {
  const item = new Field('item', child.type, true);
  if (kind === 'fixed') {
    return makeData({ type: new FixedSizeList(length, item), length: rows, nullCount: 0, child });
  }
  const offsets = Array.from({ length: rows + 1 }, (_, i) => i * length);
  return kind === 'large'
    ? makeData({ type: new LargeList(item), length: rows, nullCount: 0, valueOffsets: BigInt64Array.from(offsets, BigInt), child })
    : makeData({ type: new List(item), length: rows, nullCount: 0, valueOffsets: Int32Array.from(offsets), child });
}

/** The rows' tensor values. */
export function data(element = 'float32', kind = 'list') {
  return list(flat(element), VALUES, kind);
}

/** The rows' shapes, of 32 or 64 bits. */
export function shapes(kind = 'fixed', wide = false) {
  const extents = Array.from({ length: ROWS * 4 }, (_, i) => SHAPE[i % 4]);
  return list(
    wide
      ? makeData({ type: new Int64(), length: extents.length, nullCount: 0, data: BigInt64Array.from(extents, BigInt) })
      : makeData({ type: new Int32(), length: extents.length, nullCount: 0, data: Int32Array.from(extents) }),
    4,
    kind,
  );
}

/** struct{data, shape}. */
export function tensor(values = data(), extents = shapes()) {
  const fields = [new Field('data', values.type, true), new Field('shape', extents.type, true)];
  return makeData({ type: new Struct(fields), length: ROWS, nullCount: 0, children: [values, extents] });
}

/** Texts r0, r1, ... */
export function ids() {
  const text = Array.from({ length: ROWS }, (_, i) => 'r' + i).join('');
  return makeData({
    type: new Utf8(),
    length: ROWS,
    nullCount: 0,
    valueOffsets: Int32Array.from({ length: ROWS + 1 }, (_, i) => 2 * i),
    data: new TextEncoder().encode(text),
  });
}
