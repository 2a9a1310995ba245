/** Components alone, in jsdom: npx jest -c tests/components/jest.config.js */
module.exports = {
  rootDir: '../..',
  roots: ['<rootDir>/tests/components'],
  testEnvironment: 'jsdom',
  testEnvironmentOptions: { customExportConditions: ['node', 'require', 'default'] },
  transform: { '\\.[tj]s$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2020' } }] },
};
