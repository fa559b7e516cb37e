import type { FastifyInstance } from 'fastify';
import {
  announceProductTerms,
  createProduct,
  getFeePreview,
  getOwnProof,
  getProductTerms,
  getPublicRoot,
  setProductStatus,
} from '@orbiquant/contracts';
import { mount, personOf } from '@orbiquant/platform-http';
import type { Deps } from '../deps.ts';
import { idempotently } from '../idempotently.ts';
import { feePreview } from '../pamm/fee-preview.ts';
import { announceTerms, changeStatus, makeProduct } from '../pamm/manage-products.ts';
import { productOr404 } from '../pamm/product-or-404.ts';
import { ownProof, publicRoot } from '../pamm/proof.ts';
import { termsView } from '../pamm/terms.ts';

/** What a product promises: its terms, its fees, its proofs; and what an operator may change of it. */
export function poolRoutes(server: FastifyInstance, deps: Deps): void {
  const { db, calendar } = deps;
  mount(server, getProductTerms, async ({ params }) =>
    termsView(db.manager, await productOr404(db.manager, params.productId), calendar.nowMs()),
  );
  mount(server, getFeePreview, async ({ params, query }) =>
    feePreview(db.manager, await productOr404(db.manager, params.productId), { wish: query, nowMs: calendar.nowMs() }),
  );
  mount(server, getPublicRoot, async ({ params }) => publicRoot(db.manager, params));
  mount(server, getOwnProof, async ({ params }, { caller }) => ownProof(db.manager, params, personOf(caller).userId));
  operatorRoutes(server, deps);
}

function operatorRoutes(server: FastifyInstance, deps: Deps): void {
  const { db, calendar } = deps;
  mount(server, createProduct, async (input, context) =>
    idempotently(deps, { route: createProduct, input: { ...input, params: {} }, context }, (finish) =>
      db.transaction(async (tx) => {
        const product = await makeProduct(tx, input.body, calendar.nowMs());
        const answer = await termsView(tx, product, calendar.nowMs());
        await finish(tx, answer);
        return answer;
      }),
    ),
  );
  mount(server, announceProductTerms, async (input, context) =>
    idempotently(deps, { route: announceProductTerms, input, context }, (finish) =>
      db.transaction(async (tx) => {
        const offer = { offer: input.body, nowMs: calendar.nowMs() };
        const product = await announceTerms(tx, input.params.productId, offer);
        const answer = await termsView(tx, product, calendar.nowMs());
        await finish(tx, answer);
        return answer;
      }),
    ),
  );
  mount(server, setProductStatus, async ({ params, body }) =>
    db.transaction(async (tx) =>
      termsView(tx, await changeStatus(tx, params.productId, body.status), calendar.nowMs()),
    ),
  );
}
