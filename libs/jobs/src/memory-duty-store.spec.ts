import { dutyStoreContract, memoryDutyStore } from './testing/index.ts';

dutyStoreContract(async () => {
  let nowMs = Date.UTC(2026, 3, 1);
  return { store: memoryDutyStore(() => nowMs) as never, pass: (ms) => void (nowMs += ms) };
});
