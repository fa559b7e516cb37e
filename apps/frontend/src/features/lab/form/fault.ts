/** What is wrong with a field. `field` is the path in an order; `message` is the server's own, where it has spoken. */
export type Fault = {
  field: string;
  code: string;
  params?: Readonly<Record<string, number | string>>;
  message?: string;
};
