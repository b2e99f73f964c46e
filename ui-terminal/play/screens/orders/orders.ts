// The orders screen: what the seat orders for the coming turn.

import type { Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { lookOfOrders } from './orders-look.ts';
import { ORDERS_KEYS, type OrdersState, startOrders } from './orders-state.ts';
import { tellOrders } from './orders-words.ts';

export const ORDERS: Screen<OrdersState> = {
  id: 'orders',
  title: () => say('screen.orders'),
  start: startOrders,
  keys: ORDERS_KEYS,
  look: lookOfOrders,
  filter: (state, text) => ({ ...state, filter: text, cursor: 0 }),
  tell: tellOrders,
};
