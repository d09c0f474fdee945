// The chat's page, in whichever host shows it.
import { hostOf } from './host';
import { openPanel } from './panel';

openPanel(document.querySelector('#page') as HTMLElement, hostOf(window));
