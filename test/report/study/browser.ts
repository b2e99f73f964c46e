// The browser of all tests, by the name that the tests of this folder know.

export { type Browser, browserName, type OpenPage, openBrowser } from '../../browser.ts';
