import axe from 'axe-core';

/** What axe complains of in a part of a page; rules that look at drawn pixels need a real browser. */
export async function complaintsOf(box: Element): Promise<string[]> {
  const { violations } = await axe.run(box, {
    rules: {
      'color-contrast': { enabled: false },
      'label-content-name-mismatch': { enabled: false },
      region: { enabled: false },
    },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
