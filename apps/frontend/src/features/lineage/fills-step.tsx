import { useEffect, useRef } from 'react';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { getStrikeFills, type Fill } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatDecimal } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { Table, type Column } from '../../shared/ui/table.tsx';

type Props = { productId: string; strikeId: string; symbol: string; fill: string | undefined };

/** What a position is made of. */
export function FillsStep({ productId, strikeId, symbol, fill }: Props) {
  const { t, i18n } = useTranslation();
  const columns = columnsOf({ t, language: i18n.language, place: { productId, symbol, fill } });
  const box = useRef<HTMLDivElement>(null);
  const fills = useQuery({
    queryKey: ['strike-fills', strikeId, symbol],
    queryFn: ({ signal }) => call(getStrikeFills, { params: { strikeId }, query: { symbol, limit: 500 } }, { signal }),
  });
  useEffect(() => {
    if (fills.data && !fill) box.current?.scrollIntoView({ block: 'start' });
  }, [fills.data, fill]);
  return (
    <div id="fills" ref={box} className="scroll-mt-16" data-testid="lineage-fills">
      <Card flush title={t('lineage.fillsOf', { symbol })}>
        {fills.isPending && <Pending className="p-4" heights={['2.5rem', '2.5rem', '2.5rem']} />}
        {fills.isError && <Problem error={fills.error} retry={fills.refetch} />}
        {fills.data && (
          <Table
            label={t('lineage.fillsOf', { symbol })}
            rows={fills.data}
            rowKey={({ fillId }) => fillId}
            columns={columns}
          />
        )}
      </Card>
    </div>
  );
}

type ToFillProps = { productId: string; symbol: string; fillId: string; isOpen: boolean };

function ToFill({ productId, symbol, fillId, isOpen }: ToFillProps) {
  const { t } = useTranslation();
  return (
    <Link
      to="/lineage/$productId"
      params={{ productId }}
      search={{ symbol, fill: fillId }}
      hash="fill"
      aria-current={isOpen}
      className="text-accent underline-offset-4 hover:underline aria-[current=true]:font-semibold"
    >
      {t('lineage.openFill')}
    </Link>
  );
}

type Columns = { t: TFunction; language: string; place: Pick<Props, 'productId' | 'symbol' | 'fill'> };

function columnsOf({ t, language, place: { productId, symbol, fill } }: Columns): Column<Fill>[] {
  const exact = (value: Fill['price']): string => formatDecimal(value, value.decimalPlaces(), language);
  return [
    {
      key: 'time',
      head: t('agents.columns.time'),
      cell: (one) => formatInstant(one.filledAtMs, language),
      below: ({ side, quantity }) => `${t(`agents.side.${side}`)} ${exact(quantity)}`,
    },
    { key: 'side', head: t('agents.columns.side'), wide: true, cell: (one) => t(`agents.side.${one.side}`) },
    {
      key: 'quantity',
      head: t('lineage.quantity'),
      figure: true,
      wide: true,
      cell: (one) => exact(one.quantity),
    },
    { key: 'price', head: t('agents.columns.price'), figure: true, cell: (one) => exact(one.price) },
    {
      key: 'fee',
      head: t('agents.columns.fee'),
      figure: true,
      wide: true,
      cell: (one) => `${exact(one.fee)} ${one.feeAsset}`,
    },
    {
      key: 'open',
      head: '',
      cell: ({ fillId }) => <ToFill productId={productId} symbol={symbol} fillId={fillId} isOpen={fillId === fill} />,
    },
  ];
}
