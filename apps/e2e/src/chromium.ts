/** Where Debian installs Chromium. */
export const CHROMIUM = '/usr/bin/chromium';
/** A browser without a screen that talks to nobody but the page. */
export const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
