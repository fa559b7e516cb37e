export * from './backtest-overfitting.ts';
export * from './block-length.ts';
export * from './deflated-sharpe.ts';
export * from './haircut-sharpe.ts';
export * from './multiple-testing.ts';
export * from './probabilistic-sharpe.ts';
export * from './stationary-bootstrap.ts';
export * from './superior-ability.ts';
