import { TestEnvironment } from 'jest-environment-node';

/**
 * The native runtime makes its answers in the process's own realm; Jest gives each file another, in which they would not
 * count as Float64Array. Here both are the same.
 */
export default class OneRealmEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.Float64Array = Float64Array;
  }
}
