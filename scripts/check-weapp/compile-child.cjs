/**
 * Compiles a project with miniprogram-ci and writes {sizes} or {error} as JSON. A process of its own: miniprogram-ci prints
 * as it likes and leaves helpers running, which end together with this process's group.
 */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const ci = require('miniprogram-ci');

const [projectPath, output] = process.argv.slice(2);

/**
 * The compiler lists every file below the project and looks at each afterwards: one that a test has removed meanwhile would stop it.
 * So it does not look where tests and builds write.
 */
const OTHERS = ['.cache', '.git', 'data', 'dist', 'node_modules'].map((folder) => `${folder}/**/*`);

async function compile() {
  const config = require(join(projectPath, 'project.config.json'));
  const project = new ci.Project({
    appid: config.appid,
    type: 'miniProgram',
    projectPath,
    // Never used: nothing is sent.
    privateKey: 'x',
    ignores: OTHERS,
  });
  project.attr = async () => ci.DefaultProjectAttr;
  // As `npm run deploy` uploads it: minified, so that what is weighed is what a phone loads.
  const setting = { useProjectConfig: true };
  const files = await ci.getCompiledResult({
    project,
    version: '0',
    setting,
    // Each has to be loaded and to get warm: a second one costs 6 core seconds and saves none of waiting.
    threads: 1,
    onProgressUpdate() {},
  });
  const sizes = Object.entries(files).map(([file, content]) => [file, Buffer.byteLength(content)]);
  return { sizes: Object.fromEntries(sizes) };
}

void compile()
  .catch((cause) => ({ error: String(cause?.message ?? cause) }))
  .then((result) => {
    writeFileSync(output, JSON.stringify(result));
    process.exit(0);
  });
