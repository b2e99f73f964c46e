// What stands between the screens and the engine: holds the open case, does the deeds that screens ask for, and tells when news came in.

import { CaseWriteFault, type Session, type SessionInput, type Taken, WHITE_SEAT } from '../../engine/index.ts';
import { playOn } from '../seminar/play-on.ts';
import { type App, draftAt, goBack, goTo } from './app-state.ts';
import { type Batching, NO_BATCHING } from './batching.ts';
import { toldFault } from './case-shelf.ts';
import { type ForecastingThread, NO_FORECASTING } from './forecasting.ts';
import { seatLabel } from './labels.ts';
import type { Looks } from './looks.ts';
import { type Context, type Deed, type Library, type SeminarContext, WHITE_SCREENS } from './screen.ts';
import { type OrdersState, startOrders } from './screens/orders/orders-state.ts';
import { say } from './strings.ts';

/** A session that was opened, with what a person should know about it; or why not, in one sentence, and what to do. */
export type OpenedSession =
  | { readonly session: Session; readonly remark: string | null }
  | { readonly fault: string; readonly notes: readonly string[] };

/** Opens and makes cases. */
export interface CaseShelf {
  readonly start: (scenario: string, seats: readonly string[]) => OpenedSession;
  readonly resume: (file: string) => OpenedSession;
  readonly library: () => Library;
}

export interface Done {
  readonly app: App;
  readonly quit: boolean;
  /** Something could not be saved, so it was not done: what was typed for it must not go. */
  readonly isUnsaved?: boolean;
}

export interface Game {
  context(width: number, height: number): Context;
  /** Does the deeds in order. */
  perform(app: App, deeds: readonly Deed[]): Done;
  /** Calls back when a forecast has more to show; gives the way to stop. */
  onNews(call: () => void): () => void;
  session(): Session | null;
  close(): void;
}

/** What stands between the console of a seminar and its room. */
export interface SeminarRoom {
  readonly context: () => SeminarContext;
  /** A key was pressed: what was told has been seen. */
  readonly seen: () => void;
  /** A deed was done. */
  readonly tick: () => unknown;
  /** Calls back when there is something new to draw. */
  readonly onNews: (call: () => void) => void;
  readonly close: () => void;
}

export interface GameSetup {
  readonly session: Session | null;
  readonly seat: string;
  readonly looks: Looks;
  readonly shelf: CaseShelf;
  readonly forecastingOf: (session: Session, news: () => void) => ForecastingThread;
  /** At the console of a seminar: what is done for the room. */
  readonly room?: SeminarRoom;
  /** Left out, nothing is compared. */
  readonly batchingOf?: (news: () => void) => Batching & { readonly close: () => void };
}

export function createGame(setup: GameSetup): Game {
  const listeners = new Set<() => void>();
  const news = (): void => {
    for (const call of listeners) call();
  };
  let library = setup.shelf.library();
  let { session, seat } = setup;
  let forecasting = session === null ? NO_FORECASTING : setup.forecastingOf(session, news);
  const batching = setup.batchingOf?.(news) ?? { ...NO_BATCHING, close: () => {} };
  const { room } = setup;
  room?.onNews(news);
  let size = { width: 80, height: 21 };
  const context = (): Context => ({
    session,
    seat,
    looks: setup.looks,
    forecasting,
    batching,
    library,
    ...size,
    ...(room === undefined ? {} : { seminar: room.context() }),
  });

  /** On its own screens white looks through its own eyes. */
  const settled = (app: App): App => {
    if (room !== undefined && WHITE_SCREENS.includes(app.stack.at(-1)!.id)) seat = WHITE_SEAT;
    return app;
  };

  /** White's screens lie on one another only over the first of them. */
  const goInSeminar = (app: App, deed: Extract<Deed, { kind: 'go' }>): App => {
    if (!WHITE_SCREENS.includes(deed.to)) return goTo(app, deed.to, context(), deed.about);
    seat = WHITE_SEAT;
    const stack = app.stack.filter(({ id }) => id === 'control');
    return goTo({ ...app, stack }, deed.to, context(), deed.about);
  };

  const playInSeminar = (open: Session, app: App): App => {
    const { orders } = open.standing();
    const silent = personsOf(open).filter((name) => orders[name] === undefined);
    const taken = open.play();
    if (taken.kind === 'refused') return refused(app, taken);
    const turn = open.standing().played;
    const cells =
      silent.length > 3
        ? say('control.some-cells', { count: silent.length })
        : silent.map((name) => seatLabel(open.ground.scenario, name)).join(', ');
    const message = silent.length === 0 ? say('control.played', { turn }) : say('control.played-open', { turn, cells });
    return { ...goInSeminar(app, { kind: 'go', to: 'control' }), message };
  };

  const playOnInSeminar = (open: Session, app: App): App => {
    const played = playOn(open);
    if (played.kind === 'refused') return refused(app, played);
    const why = played.kind === 'stopped' ? played.why : '';
    const message = say('control.stopped', { turn: open.standing().played, why });
    return { ...goInSeminar(app, { kind: 'go', to: 'control' }), message };
  };

  const takeAll = (open: Session, app: App, inputs: readonly SessionInput[], message: string): App => {
    for (const input of inputs) {
      // It may have been asked for a while ago, in a question that was answered only now.
      const taken = open.take(room !== undefined && 'at' in input ? { ...input, at: room.context().now } : input);
      if (taken.kind === 'refused') return refused(app, taken);
    }
    return { ...app, message };
  };

  const ordersOfCell = (app: App, cell: string): App => {
    seat = cell;
    return goTo({ ...app, stack: app.stack.filter(({ id }) => id !== 'orders') }, 'orders', context());
  };

  /** The keyboard goes to another person: nothing of the one before stays on the stack. */
  const handOver = (app: App, next: string): App => {
    seat = next;
    const root = app.stack[0]?.id === 'home' ? app.stack.slice(0, 1) : [];
    return goTo({ ...app, stack: root }, 'curtain', context());
  };

  const enter = (opened: OpenedSession, app: App): App => {
    if ('fault' in opened) return { ...app, message: toldFault(opened) };
    if (opened.session !== session) {
      forecasting.close();
      session?.close();
      session = opened.session;
      forecasting = setup.forecastingOf(session, news);
    }
    const open = opened.session;
    const message = opened.remark ?? '';
    const base = { ...app, stack: app.stack.slice(0, 1) };
    const persons = personsOf(open);
    seat = nextPerson(open) ?? persons[0] ?? open.ground.model.seats[0]!.name;
    if (persons.length > 1) return { ...handOver(base, seat), message };
    return { ...goTo(base, firstScreen(open), context()), message };
  };

  const endTurn = (open: Session, app: App): App => {
    if (room !== undefined) return playInSeminar(open, app);
    const isShared = personsOf(open).length > 1;
    if (isShared && personsOf(open).includes(seat) && open.standing().orders[seat] === undefined) {
      const sealed = open.take({ kind: 'orders', seat, levers: {} });
      if (sealed.kind === 'refused') return refused(app, sealed);
    }
    const missing = isShared ? nextPerson(open) : null;
    if (missing !== null) return handOver(app, missing);
    const taken = open.play();
    if (taken.kind === 'refused') return refused(app, taken);
    if (open.standing().over) return goTo(app, 'end', context());
    return isShared ? handOver(app, nextPerson(open)!) : goTo(app, 'board', context());
  };

  const takeBack = (open: Session, app: App): App => {
    const before = open.standing().played;
    const taken = open.undo();
    if (taken.kind === 'refused') return refused(app, taken);
    if (open.standing().played === before) return { ...app, message: say('game.taken-back') };
    const shown = personsOf(open).length > 1 && room === undefined ? handOver(app, nextPerson(open) ?? seat) : app;
    return { ...shown, message: say('game.turn-back') };
  };

  const lookThrough = (open: Session | null, app: App, wanted: string): App => {
    const persons = open === null ? [] : personsOf(open);
    if (persons.length > 1 && room === undefined) {
      if (persons.includes(wanted)) return wanted === seat ? goTo(app, 'board', context()) : handOver(app, wanted);
      return { ...app, message: say('game.not-a-person', { seat: wanted }) };
    }
    seat = wanted;
    return goTo(app, 'board', context());
  };

  const hold = (open: Session, app: App, { seat: held, holder }: Extract<Deed, { kind: 'hold' }>): App => {
    const taken = open.take({ kind: 'holder', seat: held, holder });
    if (taken.kind === 'refused') return refused(app, taken);
    if (room !== undefined)
      return { ...app, message: say(holder === 'person' ? 'control.taken-over' : 'control.handed-back') };
    const yours = personsOf(open).length > 1 ? 'game.seat-yours-too' : 'game.seat-yours';
    return { ...app, message: say(holder === 'person' ? yours : 'game.seat-strategy') };
  };

  const doIn = (open: Session, app: App, deed: Deed): App => {
    const said = (taken: Taken, message: string): App =>
      taken.kind === 'taken' ? { ...app, message } : refused(app, taken);
    switch (deed.kind) {
      case 'order':
        return said(open.take({ kind: 'orders', seat, levers: deed.levers }), say('game.sealed'));
      case 'play':
        return endTurn(open, app);
      case 'undo':
        return takeBack(open, app);
      case 'go to entry':
        return said(open.goTo(deed.entry), say('game.stands-here'));
      case 'hold':
        return hold(open, app, deed);
      case 'note':
        return said(open.take({ kind: 'note', seat, text: deed.text }), say('game.noted'));
      case 'take':
        return takeAll(open, app, deed.inputs, deed.said);
      case 'play on':
        return playOnInSeminar(open, app);
      case 'orders of':
        return ordersOfCell(app, deed.seat);
      case 'bookmark':
        return said(open.take({ kind: 'bookmark', name: deed.name }), say('game.bookmarked'));
      case 'estimate':
        return said(
          open.take({ kind: 'estimate', seat, outcome: deed.outcome, probability: deed.probability }),
          say('game.estimated'),
        );
      default:
        return app;
    }
  };

  /** A draft is neither lost nor sealed by the way: other screens open over it, and what would drop it leads back to it first. */
  const besideDraft = (app: App, deed: Deed): App | null => {
    const at = draftAt(app, context());
    if (at < 0) return null;
    const isTop = at === app.stack.length - 1;
    const orders = app.stack[at]!.state as OrdersState;
    const back = (message: string, changed: Partial<OrdersState>): App => {
      const state = { ...orders, isLeaving: false, ...changed };
      return { stack: [...app.stack.slice(0, at), { id: 'orders', state }], overlay: { kind: 'none' }, message };
    };
    switch (deed.kind) {
      case 'go': {
        if (deed.to === 'orders')
          return back(
            '',
            deed.about === undefined ? {} : { ...startOrders(context(), deed.about), draft: orders.draft },
          );
        if (WHITE_SCREENS.includes(deed.to))
          return isTop && orders.isLeaving ? null : back(say('orders.unsealed'), { isLeaving: true });
        const above = goTo({ ...app, stack: app.stack.slice(at + 1) }, deed.to, context(), deed.about);
        return { ...above, stack: [...app.stack.slice(0, at + 1), ...above.stack] };
      }
      case 'play':
        return isTop ? null : back(say('orders.unsealed-below'), {});
      case 'undo':
        // One person alone goes back in time and takes the draft along.
        if (session === null || personsOf(session).length < 2 || room !== undefined) return null;
        return isTop && orders.isLeaving ? null : back(say('orders.unsealed'), { isLeaving: true });
      case 'quit':
      case 'look through':
        return isTop && orders.isLeaving ? null : back(say('orders.unsealed'), { isLeaving: true });
      default:
        return null;
    }
  };

  const one = (app: App, deed: Deed): App => {
    switch (deed.kind) {
      case 'go':
        if (room !== undefined) return goInSeminar(app, deed);
        return goTo(app, deed.to, context(), deed.about);
      case 'back':
        return goBack(app);
      case 'say':
        return { ...app, message: deed.text };
      case 'start':
        return enter(setup.shelf.start(deed.scenario, deed.seats), app);
      case 'resume':
        return enter(session?.file === deed.file ? { session, remark: null } : setup.shelf.resume(deed.file), app);
      case 'look through':
        return lookThrough(session, app, deed.seat);
      case 'unveil': {
        seat = deed.seat;
        const base = { ...app, stack: app.stack.filter(({ id }) => id !== 'curtain') };
        return session === null ? app : goTo(base, firstScreen(session), context());
      }
      default:
        return session === null ? { ...app, message: say('game.no-case') } : doIn(session, app, deed);
    }
  };

  const perform = (app: App, deeds: readonly Deed[]): Done => {
    room?.seen();
    // A sleep comes before what is done after it.
    if (deeds.length > 0) room?.tick();
    let [after, isUnsaved] = [app, false];
    for (const deed of deeds) {
      const beside = besideDraft(after, deed);
      if (beside !== null) {
        after = beside;
        continue;
      }
      if (deed.kind === 'quit') return { app: after, quit: true };
      try {
        after = one(after, deed);
      } catch (error) {
        if (!(error instanceof CaseWriteFault)) throw error;
        after = { ...after, message: say('game.not-saved', { why: error.message }) };
        isUnsaved = true;
      }
      if (after.stack.length === 1 && after.stack[0]?.id === 'home') library = setup.shelf.library();
    }
    after = settled(after);
    if (deeds.length > 0) room?.tick();
    if (deeds.length > 0 && session !== null && !session.standing().over) forecasting.prepare(seat, session.head());
    return { app: after, quit: false, isUnsaved };
  };

  return {
    context: (width, height) => {
      size = { width, height };
      return context();
    },
    perform,
    onNews: (call) => {
      listeners.add(call);
      return () => listeners.delete(call);
    },
    session: () => session,
    close: () => {
      forecasting.close();
      batching.close();
      room?.close();
      session?.close();
    },
  };
}

function refused(app: App, { why }: Extract<Taken, { kind: 'refused' }>): App {
  return { ...app, message: say('game.refused', { why }) };
}

/** Seats that persons hold, in the order of the scenario. */
export function personsOf(session: Session): readonly string[] {
  const { holders } = session.standing();
  return session.ground.model.seats.map(({ name }) => name).filter((name) => holders[name] === 'person');
}

/** The first person whose orders for the coming turn are not in; null when all are, or nobody plays. */
export function nextPerson(session: Session): string | null {
  const { orders } = session.standing();
  return personsOf(session).find((name) => orders[name] === undefined) ?? null;
}

/** Who comes to a case for the first time is briefed; later on the board says where things stand. */
export function firstScreen(session: Session): 'briefing' | 'board' | 'end' {
  const { played, over } = session.standing();
  if (over) return 'end';
  return played === 0 ? 'briefing' : 'board';
}
