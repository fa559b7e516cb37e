export * from './figure-text.ts';
export * from './fill-in.ts';
export * from './parameter-text.ts';
export * from './words.ts';
export * from './sentences.ts';
