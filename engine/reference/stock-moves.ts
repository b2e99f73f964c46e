// Stocks before and after a step -> those that moved.

import type { Model } from '../model/model.ts';
import type { StockMove } from './turn-record.ts';

export function stockMoves(model: Model, before: readonly number[], after: readonly number[]): readonly StockMove[] {
  const moves: StockMove[] = [];
  for (const [stock, value] of after.entries()) {
    if (value === before[stock]) continue;
    moves.push({ stock, name: model.stocks[stock]!.name, before: before[stock]!, after: value });
  }
  return moves;
}
