// One spelling of a column's value, from the raw buffers of Apache Arrow's JavaScript library; Canonical.java spells alike.
import { DateUnit, TimeUnit, Type } from 'apache-arrow';

const NANOS = { [TimeUnit.SECOND]: 1000000000n, [TimeUnit.MILLISECOND]: 1000000n, [TimeUnit.MICROSECOND]: 1000n, [TimeUnit.NANOSECOND]: 1n };

/** The values from begin to end of a column, or of a list's elements. */
function range(data, begin, end) {
  const texts = [];
  for (let i = begin; i < end; i++) {
    texts.push(text(data, i));
  }
  return texts;
}

function bounds(data, i) {
  return data.typeId === Type.FixedSizeList
    ? [i * data.type.listSize, (i + 1) * data.type.listSize]
    : [Number(data.valueOffsets[i]), Number(data.valueOffsets[i + 1])];
}

/** Where the elements of a list lie: their column, begin and end. */
export function elements(data, i) {
  return [data.children[0], ...bounds(data, i)];
}

function bytes(data, i) {
  return Buffer.from(data.values.subarray(...bounds(data, i)));
}

function doubleBits(value) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

function decimal(words, scale) {
  let unscaled = 0n;
  for (let k = words.length - 1; k >= 0; k--) {
    unscaled = (unscaled << 32n) | BigInt(words[k]);
  }
  unscaled = BigInt.asIntN(32 * words.length, unscaled);
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return (unscaled < 0n ? '-' : '') + digits.slice(0, point) + (scale > 0 ? '.' + digits.slice(point) : '');
}

function day(data, i) {
  const millis = data.type.unit === DateUnit.DAY ? Number(data.values[i]) * 86400000 : Number(data.values[i]);
  return new Date(millis).toISOString().slice(0, 10);
}

/** The spelling of one value. */
export function text(data, i) {
  if (!data.getValid(i)) {
    return 'null';
  }
  const type = data.type;
  switch (type.typeId) {
    case Type.Dictionary:
      return text(data.dictionary.data[0], data.values[i]);
    case Type.Bool:
      return String((data.values[i >> 3] & (1 << (i & 7))) !== 0);
    case Type.Int:
      return String(data.values[i]);
    case Type.Float:
      return doubleBits(data.values[i]);
    case Type.Decimal:
      return decimal(data.values.subarray(i * data.stride, (i + 1) * data.stride), type.scale);
    case Type.Utf8:
    case Type.LargeUtf8:
      return bytes(data, i).toString('utf8');
    case Type.Binary:
    case Type.LargeBinary:
      return '0x' + bytes(data, i).toString('hex');
    case Type.FixedSizeBinary:
      return '0x' + Buffer.from(data.values.subarray(i * data.stride, (i + 1) * data.stride)).toString('hex');
    case Type.Date:
      return day(data, i);
    case Type.Timestamp:
    case Type.Time:
    case Type.Duration:
      return (BigInt(data.values[i]) * NANOS[type.unit]) / 1000n + 'us';
    case Type.Interval:
      return data.values[i] + 'mon';
    case Type.List:
    case Type.FixedSizeList:
      return '[' + range(...elements(data, i)).join(',') + ']';
    case Type.Struct:
      return '{' + data.children.map((child) => text(child, i)).join(',') + '}';
    case Type.Map: {
      const [entries, begin, end] = elements(data, i);
      const pairs = [];
      for (let k = begin; k < end; k++) {
        pairs.push(text(entries.children[0], k) + '=' + text(entries.children[1], k));
      }
      return '(' + pairs.sort().join(',') + ')';
    }
    default:
      throw new Error('no spelling of ' + type);
  }
}
