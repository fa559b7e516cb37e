import { readAmount, readCurrency } from './currencies.ts';
import { emit, type Place } from './emit.ts';
import type { Metadata } from './money-objects.ts';
import { idOf, type Operation } from './operation.ts';
import type { ParamReader } from './param-reader.ts';
import type { Price, PriceRecurring, Product } from './payment-objects.ts';
import { objectOf, tableOf, type Scope } from './scope.ts';
import { wrongParameter } from './stripe-fault.ts';
import { put, rowOf } from './table.ts';
import { nowSec } from './world.ts';

const INTERVALS = ['day', 'week', 'month', 'year'] as const;

function newProduct(
  place: Place,
  { name, description, metadata }: { name: string; description: string | null; metadata: Metadata },
): Product {
  const { world, scope } = place;
  const product: Product = {
    ...{
      id: world.newId('prod'),
      object: 'product',
      active: true,
      created: nowSec(world),
      default_price: null,
      description,
    },
    ...{
      images: [],
      livemode: false,
      marketing_features: [],
      metadata,
      name,
      package_dimensions: null,
      shippable: null,
    },
    ...{
      statement_descriptor: null,
      tax_code: null,
      type: 'service',
      unit_label: null,
      updated: nowSec(world),
      url: null,
    },
  };
  put(tableOf(scope, 'products'), product);
  emit(place, 'product.created', { object: product });
  return product;
}

/** What people call a product. */
export const productName = (scope: Scope, id: string): string => rowOf(tableOf(scope, 'products'), id)?.name ?? id;

/** POST /v1/products */
export const createProduct: Operation = (call) => {
  const { params } = call;
  const wish = {
    name: params.requiredText('name'),
    description: params.text('description') ?? null,
    metadata: params.metadata(),
  };
  params.done();
  return newProduct(call, wish);
};

/** POST /v1/products/:id */
export const updateProduct: Operation = (call) => {
  const { params, scope, world } = call;
  const before = objectOf(scope, 'products', { id: idOf(call) });
  const after: Product = {
    ...before,
    active: params.flag('active') ?? before.active,
    name: params.text('name') ?? before.name,
    description: params.text('description') ?? before.description,
    metadata: params.metadata(before.metadata),
    updated: nowSec(world),
  };
  params.done();
  emit(call, 'product.updated', { object: put(tableOf(scope, 'products'), after), before });
  return after;
};

type WantedPrice = Omit<WantedLine, 'quantity'>;

/** A price of the form that both `prices` and `price_data` have. */
function readPrice(place: Place, params: ParamReader): WantedPrice {
  const currency = readCurrency(params);
  const unit_amount = params.text('unit_amount') === '0' ? 0 : readAmount(params, currency, 'unit_amount');
  const recurring = readRecurring(params);
  const nickname = params.text('nickname') ?? null;
  const lookup_key = params.text('lookup_key') ?? null;
  const productId = params.text('product');
  const details = params.group('product_data');
  const named = details && {
    name: details.requiredText('name'),
    description: details.text('description') ?? null,
    metadata: details.metadata(),
  };
  const metadata = params.metadata();
  if (!named) objectOf(place.scope, 'products', { id: productId ?? params.requiredText('product'), param: 'product' });
  const price = (): Price => {
    const product = named ? newProduct(place, named).id : (productId ?? '');
    const made: Price = {
      ...{
        id: place.world.newId('price'),
        object: 'price',
        active: true,
        billing_scheme: 'per_unit',
        created: nowSec(place.world),
      },
      ...{ currency, custom_unit_amount: null, livemode: false, lookup_key, metadata, nickname, product, recurring },
      ...{
        tax_behavior: 'unspecified',
        tiers_mode: null,
        transform_quantity: null,
        type: recurring ? 'recurring' : 'one_time',
        unit_amount,
      },
    };
    put(tableOf(place.scope, 'prices'), made);
    emit(place, 'price.created', { object: made });
    return made;
  };
  return { price, currency, unitAmount: unit_amount, isRecurring: recurring !== null };
}

function readRecurring(params: ParamReader): PriceRecurring | null {
  const given = params.group('recurring');
  if (!given) return null;
  return {
    interval: given.oneOf('interval', INTERVALS) ?? 'month',
    interval_count: given.integer('interval_count') ?? 1,
    meter: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

/** POST /v1/prices */
export const createPrice: Operation = (call) => {
  const { price } = readPrice(call, call.params);
  call.params.done();
  return price();
};

/** What a line of a checkout asks for, once the request has been found in order. */
export type WantedLine = {
  readonly price: () => Price;
  readonly currency: string;
  readonly unitAmount: number;
  readonly isRecurring: boolean;
  readonly quantity: number;
};

function readCount(params: ParamReader): number {
  const count = params.requiredInteger('quantity');
  if (count >= 1) return count;
  const param = params.nameOf('quantity');
  throw wrongParameter('This value must be greater than or equal to 1.', { code: 'parameter_invalid_integer', param });
}

/** Reads one of `line_items`: a price by id, or one made on the spot. */
export function readLine(place: Place, params: ParamReader): WantedLine {
  const quantity = params.text('quantity') === undefined ? 1 : readCount(params);
  const id = params.text('price');
  if (id !== undefined) {
    const price = objectOf(place.scope, 'prices', { id, param: params.nameOf('price') });
    const { currency, unit_amount: unitAmount, recurring } = price;
    return { quantity, price: () => price, currency, unitAmount, isRecurring: recurring !== null };
  }
  const details = params.group('price_data');
  if (!details)
    throw wrongParameter('Missing required param: price.', {
      code: 'parameter_missing',
      param: params.nameOf('price'),
    });
  return { quantity, ...readPrice(place, details) };
}
