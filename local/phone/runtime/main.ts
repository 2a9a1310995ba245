/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** Start of the phone in the browser: everything is put together here. */
import './api';
import { createWx } from './api/define';
import { requirePlugin } from './api/plugins';
import { appGlobals, installAppErrors, launchApp } from './app';
import { settings, theme } from './context';
import { installControls } from './controls';
import { installEvents } from './events';
import { installInstanceMethods } from './instance';
import { registerComponents } from './components';
import { getCurrentPages, homePath, openFirst } from './navigation';
import { parseUrl } from './page';
import { connect } from './push';
import { mountShell, showNetwork, shell } from './shell';
import { addAppStyle } from './styles';
import { definers } from './units';
import { installErrorBox } from './ui/errorBox';
import { installTestApi } from './testApi';

Object.assign(globalThis, definers, appGlobals, { wx: createWx(), getCurrentPages, requirePlugin });

mountShell();
shell.root.dataset.theme = theme();
showNetwork(!settings.offline);
installErrorBox();
installAppErrors();
installInstanceMethods();
installEvents();
registerComponents();
addAppStyle();
installTestApi();
installControls();
connect();

const script = document.createElement('script');
script.src = '/phone/app/script.js';
script.onload = () => {
  launchApp();
  const { path, options } = parseUrl(settings.path || homePath());
  openFirst(path, options);
};
document.head.append(script);
