/** What happened in one account of a pool in one month. Minor units; flows >= 0. */
export type AccountMonth = {
  holder: string;
  /** Balance at the last month's end, net of fees. */
  openingMinor: bigint;
  /** Balance at this month's end, net of fees, before the month's profit is paid out. */
  closingMinor: bigint;
  subscribedMinor: bigint;
  redeemedMinor: bigint;
  /** Performance fee on gains above the mark that was taken or newly accrued in the month. */
  feeMinor: bigint;
};

/** The month's result of an account: gross profit before the performance fee, and net of it. Minor units, any sign. */
export type AccountStatement = AccountMonth & { grossProfitMinor: bigint; netProfitMinor: bigint };

/** The month's statement of an account: flows are no profit, and opening + flows + net profit = closing, exactly. */
export function statementOf(month: AccountMonth): AccountStatement {
  const { openingMinor, closingMinor, subscribedMinor, redeemedMinor, feeMinor } = month;
  const netProfitMinor = closingMinor - openingMinor - subscribedMinor + redeemedMinor;
  return { ...month, netProfitMinor, grossProfitMinor: netProfitMinor + feeMinor };
}
