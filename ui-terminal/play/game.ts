// What stands between the screens and the engine: holds the open case, does the deeds that screens ask for, and tells when news came in.

import { CaseWriteFault, type Session } from '../../engine/index.ts';
import { type App, goBack, goTo } from './app-state.ts';
import type { Forecasting } from './forecasting.ts';
import type { Looks } from './looks.ts';
import type { Context, Deed, Library } from './screen.ts';

/** Opens and makes cases. A string is the reason why not, in one line. */
export interface CaseShelf {
  readonly start: (scenario: string, seats: readonly string[]) => Session | string;
  readonly resume: (file: string) => Session | string;
  readonly library: () => Library;
}

export interface Done {
  readonly app: App;
  readonly quit: boolean;
}

export interface Game {
  context(width: number, height: number): Context;
  /** Does the deeds in order. */
  perform(app: App, deeds: readonly Deed[], later: (app: App) => void): Done;
  /** Calls back when a forecast has more to show; gives the way to stop. */
  onNews(call: () => void): () => void;
  session(): Session | null;
  close(): void;
}

export interface GameSetup {
  readonly session: Session | null;
  readonly seat: string;
  readonly looks: Looks;
  readonly shelf: CaseShelf;
  readonly forecastingOf: (session: Session, news: () => void) => Forecasting & { readonly close: () => void };
}

export function createGame(setup: GameSetup): Game {
  const listeners = new Set<() => void>();
  const news = (): void => {
    for (const call of listeners) call();
  };
  const nothing: Forecasting & { readonly close: () => void } = {
    look: () => ({ kind: 'failed', why: 'no case is open' }),
    cancel: () => {},
    close: () => {},
  };
  let library = setup.shelf.library();
  let { session, seat } = setup;
  let forecasting = session === null ? nothing : setup.forecastingOf(session, news);
  let size = { width: 80, height: 21 };
  const context = (): Context => ({ session, seat, looks: setup.looks, forecasting, library, ...size });

  const take = (opened: Session | string, app: App): App => {
    if (typeof opened === 'string') return { ...app, message: opened };
    forecasting.close();
    session?.close();
    session = opened;
    seat = firstPerson(opened) ?? seat;
    forecasting = setup.forecastingOf(opened, news);
    return goTo({ ...app, stack: app.stack.slice(0, 1) }, 'briefing', context());
  };

  const doIn = (open: Session, app: App, deed: Deed): App => {
    const said = (taken: ReturnType<Session['play']>, after: string): App =>
      taken.kind === 'taken' ? { ...app, message: after } : { ...app, message: `Not done: ${taken.why}.` };
    switch (deed.kind) {
      case 'order':
        return said(open.take({ kind: 'orders', seat, levers: deed.levers }), 'Orders sealed.');
      case 'play': {
        const taken = open.play();
        if (taken.kind === 'refused') return said(taken, '');
        return goTo(app, open.standing().over ? 'end' : 'board', context());
      }
      case 'undo': {
        const before = open.standing().played;
        const taken = open.undo();
        const back = before - open.standing().played;
        return said(
          taken,
          back > 0 ? 'One turn taken back. The line you left is kept: see the timeline.' : 'Taken back.',
        );
      }
      case 'go to entry':
        return said(open.goTo(deed.entry), 'The case stands here now. The other line is kept.');
      case 'hold':
        return said(
          open.take({ kind: 'holder', seat: deed.seat, holder: deed.holder }),
          deed.holder === 'person' ? 'The seat is yours.' : 'Its strategy holds the seat.',
        );
      case 'note':
        return said(open.take({ kind: 'note', seat, text: deed.text }), 'Noted.');
      case 'bookmark':
        return said(open.take({ kind: 'bookmark', name: deed.name }), 'Bookmark set.');
      case 'estimate':
        return said(
          open.take({ kind: 'estimate', seat, outcome: deed.outcome, probability: deed.probability }),
          'Your estimate is kept and scored at the end.',
        );
      default:
        return app;
    }
  };

  const one = (app: App, deed: Deed): App => {
    switch (deed.kind) {
      case 'go':
        return goTo(app, deed.to, context(), deed.about);
      case 'back':
        return goBack(app);
      case 'say':
        return { ...app, message: deed.text };
      case 'start':
        return take(setup.shelf.start(deed.scenario, deed.seats), app);
      case 'resume':
        return take(setup.shelf.resume(deed.file), app);
      case 'look through':
        seat = deed.seat;
        return goTo(app, 'board', context());
      default:
        return session === null ? { ...app, message: 'No case is open.' } : doIn(session, app, deed);
    }
  };

  return {
    context: (width, height) => {
      size = { width, height };
      return context();
    },
    perform: (app, deeds) => {
      let after = app;
      for (const deed of deeds) {
        if (deed.kind === 'quit') return { app: after, quit: true };
        try {
          after = one(after, deed);
        } catch (error) {
          if (!(error instanceof CaseWriteFault)) throw error;
          after = { ...after, message: `Not saved, so not done: ${error.message}.` };
        }
      }
      library = deeds.some(({ kind }) => kind === 'back') && session === null ? setup.shelf.library() : library;
      return { app: after, quit: false };
    },
    onNews: (call) => {
      listeners.add(call);
      return () => listeners.delete(call);
    },
    session: () => session,
    close: () => {
      forecasting.close();
      session?.close();
    },
  };
}

function firstPerson({ ground }: Session): string | null {
  return Object.entries(ground.opening.holders).find(([, holder]) => holder === 'person')?.[0] ?? null;
}
