// What may come of the case from here, as far as the seat can know.

import type { Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { forecastLook, forecastTell } from './forecast-look.ts';
import { FORECAST_KEYS, type ForecastScreenState, startForecast } from './forecast-state.ts';

export const FORECAST: Screen<ForecastScreenState> = {
  id: 'forecast',
  title: () => say('screen.forecast'),
  start: startForecast,
  keys: FORECAST_KEYS,
  look: forecastLook,
  filter: (state, typed) => ({ ...state, typed, at: { ...state.at, [state.view]: 0 } }),
  tell: forecastTell,
};
