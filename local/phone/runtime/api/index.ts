/** All parts of wx; each registers its functions. */
import './navigationApi';
import './system';
import './storage';
import './network';
import './cloud';
import './ui';
import './query';
import './authorize';
import './privacy';
import './device';
import './media';
import './fileSystem';
