import { accountEntities } from './account-entities.ts';
import { productEntities } from './product-entities.ts';
import { strikeEntities } from './strike-entities.ts';

/** The tables of the pools, as the migrations made them. */
export const pammEntities = [...productEntities, ...strikeEntities, ...accountEntities];
