import onnxProto from 'onnx-proto';
import type { LinearFit } from '@orbiquant/signal';

const { AttributeProto, ModelProto, TensorProto } = onnxProto.onnx;
const { DOUBLE } = TensorProto.DataType;

/** The graph's own names. */
export const INPUT = 'features';
/** Columns: expected range, low and high bound of the 80 % interval. */
export const OUTPUT = 'ranges';

/**
 * A log-linear range forecast as an ONNX file: exp(features x weights + intercepts), one column per output, in double
 * precision, so that the served figure is the fitted one to the last digits. The same fit gives the same bytes.
 */
export function rangeGraph(columns: readonly LinearFit[]): Uint8Array {
  const width = columns[0]?.weights.length ?? 0;
  const weights = Array.from({ length: width }, (_none, row) => columns.map((column) => column.weights[row]!)).flat();
  const model = ModelProto.create({
    irVersion: 7,
    producerName: 'orbiquant',
    opsetImport: [{ domain: '', version: 13 }],
    graph: {
      name: 'range',
      input: [shaped(INPUT, width)],
      output: [shaped(OUTPUT, columns.length)],
      initializer: [
        { name: 'weights', dataType: DOUBLE, dims: [width, columns.length], rawData: bytesOf(weights) },
        {
          name: 'intercepts',
          dataType: DOUBLE,
          dims: [columns.length],
          rawData: bytesOf(columns.map(({ intercept }) => intercept)),
        },
      ],
      node: [
        { name: 'line', opType: 'Gemm', input: [INPUT, 'weights', 'intercepts'], output: ['logs'], attribute: GEMM },
        { name: 'exp', opType: 'Exp', input: ['logs'], output: [OUTPUT] },
      ],
    },
  });
  return ModelProto.encode(model).finish();
}

const GEMM = [{ name: 'alpha', type: AttributeProto.AttributeType.FLOAT, f: 1 }];

const bytesOf = (values: readonly number[]): Uint8Array => new Uint8Array(Float64Array.from(values).buffer);

const shaped = (name: string, width: number) => ({
  name,
  type: { tensorType: { elemType: DOUBLE, shape: { dim: [{ dimParam: 'rows' }, { dimValue: width }] } } },
});
